-- Commands that cannot be carried, terminals that had to join again, and what each command was done with.

-- A table's checks cannot be changed: it is made anew, and its rows moved. Its references keep its name.
create table outbox_anew (
  seq integer primary key,                 -- below zero for one in quarantine: it has no place in the queue
  op_id text not null unique,
  request_id text unique,                  -- the click that asked for it: a second one is answered with `reply`
  name text not null,
  args text not null,                      -- JSON
  subject text not null,
  booking_id text,
  actor_id text not null,
  actor_role text not null,
  business_date text not null,
  at text not null,
  monotonic_ms real not null,
  server_offset_ms integer,
  offline integer not null check (offline in (0, 1)),
  schema_version integer not null,
  writes text not null,                    -- JSON, as in the envelope; made anew when the command is run again
  body text not null,                      -- the envelope in canonical JSON
  prev_hash text not null,
  hash text not null,
  reply text,                              -- JSON
  sent_at text,                            -- first given to the line: from then on its body never changes
  trouble text,                            -- why it could not be done on the rows of now, found by running it again
  state text not null default 'pending' check (state in ('pending', 'acked', 'quarantined')),
  status text check (status in ('applied', 'merged', 'parked', 'conflict', 'refused')),
  reason text,
  detail text,                             -- JSON
  acked_at text,
  settled_at text,                         -- a person has dealt with what the server refused
  series text,                             -- under which its numbers were given, where that is not the terminal's any more
  args_version integer not null default 1, -- the shape of `args`: an older one is brought up to date before it is run
  failures integer not null default 0      -- how often the line would not carry it, alone
) strict;
insert into outbox_anew (seq, op_id, request_id, name, args, subject, booking_id, actor_id, actor_role, business_date, at,
  monotonic_ms, server_offset_ms, offline, schema_version, writes, body, prev_hash, hash, reply, sent_at, trouble, state,
  status, reason, detail, acked_at, settled_at)
select seq, op_id, request_id, name, args, subject, booking_id, actor_id, actor_role, business_date, at,
  monotonic_ms, server_offset_ms, offline, schema_version, writes, body, prev_hash, hash, reply, sent_at, trouble, state,
  status, reason, detail, acked_at, settled_at
from outbox;
drop table outbox;
alter table outbox_anew rename to outbox;
create index outbox_pending on outbox (seq) where state = 'pending';
create index outbox_pending_bookings on outbox (booking_id) where state = 'pending';
create index outbox_attention on outbox (booking_id, seq)
  where status in ('parked', 'conflict', 'refused') and settled_at is null;
create index outbox_quarantined on outbox (seq) where state = 'quarantined';
create index outbox_acked_at on outbox (acked_at) where state = 'acked';
