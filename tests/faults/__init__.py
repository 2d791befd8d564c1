"""That no answer is ever lost or doubled, whatever is killed: `./dev faults`.

Clients answer and submit as the script of our pages does, against a real server on real settings,
while workers, the whole server and PostgreSQL are killed and the network spoils what it carries.
In the end what was acknowledged is compared with what the database holds.
"""
