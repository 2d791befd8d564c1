from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from learning.sanitising.rules import clean_html

PLAIN = {"b", "br", "em", "h2", "h3", "h4", "hr", "i", "li", "ol", "p", "strong", "ul"}

KEPT = [
    pytest.param("<p>Say what you will do, <b>by when</b>.</p>", id="a paragraph"),
    pytest.param("<h2>One</h2><h3>Two</h3><h4>Three</h4>", id="headings"),
    pytest.param("<ul><li>Listen</li><li>Thank</li></ul>", id="a list"),
    pytest.param("<ol><li>First</li><li>Then</li></ol>", id="a numbered list"),
    pytest.param("<p><i>and</i> <em>or</em> <strong>not</strong></p>", id="emphasis"),
    pytest.param("<p>One<br>two</p><hr>", id="breaks and rules"),
    pytest.param('<a href="https://www.gov.uk/x?a=1&amp;b=2">GOV.UK</a>', id="a web link"),
    pytest.param('<a href="http://intranet.example/">Intranet</a>', id="an unencrypted link"),
    pytest.param('<a href="mailto:hr@northmoor.example">HR</a>', id="an e-mail link"),
    pytest.param('<a href="tel:+441632960001">01632 960001</a>', id="a telephone link"),
    pytest.param('<a href="/learning/">My learning</a>', id="a link inside the site"),
    pytest.param('<a href="#section-2">Section 2</a>', id="a link inside the page"),
    pytest.param('<a linktype="page" id="3">Complaints</a>', id="a page, as the editor stores it"),
    pytest.param('<a linktype="document" id="12">Form</a>', id="a document, as the editor does"),
    pytest.param("<p>5 &lt; 7 &amp; 7 &gt; 5</p>", id="signs spelt out"),
    pytest.param("<p>Zoë’s café, £5 – “fine” 日本 🙂</p>", id="letters of the world"),
]

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x00>alert(1)</script>",
    "<<script>alert(1);//<</script>",
    "<img src=x onerror=alert(1)>",
    '<img src="javascript:alert(1)">',
    "<svg onload=alert(1)>",
    "<svg><script>alert&#40;1)</script></svg>",
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<body onload=alert(1)>",
    '<p onclick="alert(1)">x</p>',
    '<p style="background:url(javascript:alert(1))">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#106;&#97;&#118;&#97;script:alert(1)">x</a>',
    '<a href=" \x01javascript:alert(1)">x</a>',
    '<a href="javascript&colon;alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="https://x.example" onmouseover="alert(1)" target="_blank">x</a>',
    '<a href="https://x.example" style="position:fixed;inset:0">x</a>',
    "<a href=`javascript:alert(1)`>x</a>",
    '<a id="config" name="config">x</a>',
    '<a linktype="page\' onclick=\'alert(1)" id="3">x</a>',
    '<iframe src="https://evil.example"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="x.swf"></object><embed src="x.swf">',
    '<form action="https://evil.example"><input name="password"><button>Go</button></form>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example/">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    "<style>@import 'https://evil.example/x.css';</style>",
    "<style><img src=x onerror=alert(1)></style>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- <img src=x --!><img src=x onerror=alert(1)>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<title><img src=x onerror=alert(1)></title>",
    "<xmp><p></xmp><img src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<video><source onerror=alert(1)></video>",
    "<details open ontoggle=alert(1)>x</details>",
    "<marquee onstart=alert(1)>x</marquee>",
    '<embed embedtype="image" id="1" alt="x" format="left">',
]


class Reader(HTMLParser):
    """What a browser would find: every tag with its attributes."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def assert_harmless(html):
    for tag, attributes in Reader(html).found:
        if tag != "a":
            assert tag in PLAIN
            assert not attributes
            continue
        assert set(attributes) <= {"href", "id", "linktype"}
        assert attributes.get("id", "1").isdigit()
        assert attributes.get("linktype", "page") in {"page", "document"}
        assert urlsplit(attributes.get("href") or "").scheme in {
            "",
            "http",
            "https",
            "mailto",
            "tel",
        }


@pytest.mark.parametrize("html", KEPT)
def test_what_a_trainer_may_write_is_left_as_it_is(html):
    assert clean_html(html) == html


@pytest.mark.parametrize("html", HOSTILE)
def test_nothing_that_can_act_on_a_reader_gets_through(html):
    cleaned = clean_html(html)

    assert_harmless(cleaned)
    assert clean_html(cleaned) == cleaned


def test_the_words_around_something_hostile_stay():
    html = '<p>Before <script>alert(1)</script><span class="x">between</span> after</p>'

    assert clean_html(html) == "<p>Before between after</p>"


def test_what_a_word_processor_adds_is_dropped():
    html = (
        "<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><style>p.Mso{margin:0}</style>"
        '<p class="MsoNormal" style="margin:0"><span lang="EN-GB">Thank you<o:p></o:p></span></p>'
    )

    assert clean_html(html) == "<p>Thank you</p>"


def test_a_link_that_may_not_stand_leaves_its_words():
    assert clean_html('<p><a href="javascript:alert(1)">Read more</a></p>') == (
        "<p><a>Read more</a></p>"
    )


def test_nothing_in_gives_nothing_out():
    assert clean_html("") == ""


PIECES = st.sampled_from(
    [piece.values[0] for piece in KEPT]
    + HOSTILE
    + ["<", ">", '"', "'", "&", "&lt;", "&amp;lt;", "=", "/", "-->", "<!--", "</p>", "</a>", "<p>"]
    + ["<a ", "href=", "javascript:", "<table>", "<td>", "<svg>", "<math>", "<style>", "</style>"]
    + ["on", "error", "x", " ", "\n", "\x00", "\u2028", "é"]
)


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join)))
def test_whatever_comes_in_the_result_is_harmless_and_cleaning_it_again_changes_nothing(html):
    cleaned = clean_html(html)

    assert_harmless(cleaned)
    assert clean_html(cleaned) == cleaned
