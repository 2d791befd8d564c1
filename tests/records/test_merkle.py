import hashlib

from hypothesis import given
from hypothesis import strategies as st

from learning.records.rules.merkle import leaf_hash, merkle_root, pack_leaves, unpack_leaves

hashes = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70)


def rfc_6962_root(leaves):
    """The definition as the RFC prints it, by recursion."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = rfc_6962_root(leaves[:split]), rfc_6962_root(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@given(hashes)
def test_the_root_is_that_of_rfc_6962(leaves):
    assert merkle_root(leaves) == rfc_6962_root(leaves).hex()


@given(hashes, st.data())
def test_changing_any_leaf_changes_the_root(leaves, data):
    place = data.draw(st.integers(0, len(leaves) - 1))
    changed = [*leaves]
    changed[place] = bytes(32) if leaves[place] != bytes(32) else b"\x01" * 32

    assert merkle_root(changed) != merkle_root(leaves)


@given(st.lists(st.tuples(st.integers(0, 2**62), st.binary(min_size=32, max_size=32))))
def test_packed_leaves_come_out_as_they_went_in(leaves):
    assert unpack_leaves(pack_leaves(leaves)) == leaves


def test_the_same_bytes_at_another_number_are_another_leaf():
    assert leaf_hash(1, "ab" * 32) != leaf_hash(2, "ab" * 32)
