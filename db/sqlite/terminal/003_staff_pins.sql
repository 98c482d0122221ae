-- The short number by which somebody who has signed in here by password comes back to this desk, or answers for a
-- colleague. It belongs to this terminal and counts only beside a password's verifier; it never leaves.
create table staff_pins (
  user_id text not null primary key,
  verifier text not null,                  -- JSON, as a password's
  set_at text not null,
  failures integer not null default 0,
  locked_until text
) strict;
