-- The terminal's own tables: what no server holds for it. They outlive every change of the mirror, and change only by
-- another file after this one.

-- Commands done here, in order. Kept after the server has them for as long as the server might forget them again.
create table outbox (
  seq integer primary key,
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
  state text not null default 'pending' check (state in ('pending', 'acked')),
  status text check (status in ('applied', 'merged', 'parked', 'conflict', 'refused')),
  reason text,
  detail text,                             -- JSON
  acked_at text,
  settled_at text                          -- a person has dealt with what the server refused
) strict;
create index outbox_pending on outbox (seq) where state = 'pending';
create index outbox_pending_bookings on outbox (booking_id) where state = 'pending';
create index outbox_attention on outbox (booking_id, seq)
  where status in ('parked', 'conflict', 'refused') and settled_at is null;

-- Which rows the pending commands touch: a row in here is not yet on the server.
create table outbox_rows (
  table_name text not null,
  row_id text not null,
  seq integer not null references outbox (seq) on delete cascade,
  primary key (table_name, row_id, seq)
) strict, without rowid;
create index outbox_rows_seq on outbox_rows (seq);

-- The server's version of each row that a pending command has changed; null where the server has none.
create table shadow (
  table_name text not null,
  row_id text not null,
  row text,                                -- JSON
  primary key (table_name, row_id)
) strict, without rowid;

-- Pages of a round that is not complete: shown to nobody until it is.
create table staged_pages (
  id integer primary key,
  table_name text not null,
  rows text not null,                      -- JSON: arrays in the order of the table's columns as the server listed them
  gone text not null                       -- JSON: ids
) strict;

create table sync_state (
  key text not null primary key,
  value text not null
) strict, without rowid;

-- Who may sign in here without a line: what a password is checked against, never the password.
create table staff_verifiers (
  user_id text not null primary key,
  username text not null,
  full_name text not null,
  role text not null,
  verifier text not null,                  -- JSON: scrypt's parameters, salt and key
  verified_at text not null,               -- when the server last knew the password
  failures integer not null default 0,
  locked_until text
) strict;
create unique index staff_verifiers_username on staff_verifiers (username);

-- What guests and bookings are found by, normalised; its trigrams are in search_index.
create table search_entries (
  id integer primary key,
  kind text not null check (kind in ('guest', 'booking')),
  row_id text not null unique,
  text text not null
) strict;
create index search_entries_text on search_entries (kind, text);
create virtual table search_index using fts5 (
  text,
  content = 'search_entries',
  content_rowid = 'id',
  detail = 'none',
  columnsize = 0,
  tokenize = 'trigram case_sensitive 1'
);
-- Which tables of the server are mirrored in this file, and a hash of their DDL and of their indexes'.
create table mirror_schema (
  one integer primary key check (one = 1),
  tables text not null,                    -- JSON: their names
  hash text not null,
  index_hash text not null
) strict;
