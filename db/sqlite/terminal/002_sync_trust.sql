-- What a command's place is among those of all terminals, whose numbers it carries, and whether it can be carried at all.
alter table outbox add column server_order integer;  -- given by the server, and told it again should it forget
alter table outbox add column series text;           -- that its numbers are of, where the terminal has another one now
alter table outbox add column failures integer not null default 0;  -- how often the line would not carry it, alone
alter table outbox add column quarantine text;       -- why only its hash goes up: the server then refuses it in sight
create index outbox_quarantined on outbox (seq) where quarantine is not null and settled_at is null;
create index outbox_acked_at on outbox (acked_at) where state = 'acked';

-- Commands of an earlier life of this terminal, whose name another copy of its disk has now: the server has them.
create table retired_ops (
  terminal_id text not null,
  seq integer not null,
  op_id text not null unique,
  request_id text unique,
  name text not null,
  args text not null,
  subject text not null,
  booking_id text,
  body text not null,
  hash text not null,
  reply text,
  status text,
  reason text,
  acked_at text,
  primary key (terminal_id, seq)
) strict, without rowid;
