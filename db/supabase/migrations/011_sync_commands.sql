-- migrate:up

-- Upward: what a command may write, and how a column is settled that somebody else has changed.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 11;

-- ------------------------------------------------------------------ upward: what a command may write

create table sync.commands (
  name text primary key,
  roles public.user_role_enum[] not null,
  -- May be applied with others of a batch, table by table. Not one that changes what the server makes of those after it.
  goes_together boolean not null default false
);

create table sync.command_writes (
  command text not null references sync.commands (name),
  table_name text not null references sync.tables (name),
  verb text not null check (verb in ('insert', 'update')),
  columns text[],                                          -- null: all that a terminal may write
  required jsonb not null default '{}',                    -- column -> the values it may take there
  primary key (command, table_name, verb)
);

-- How a column is settled when the server's value is neither what the command found nor what it left.
create table sync.column_merges (
  table_name text not null references sync.tables (name),
  column_name text not null,
  how text not null check (how in ('last_wins', 'first_wins', 'greatest', 'keep_both', 'judged')),
  primary key (table_name, column_name)
);

do $$ begin perform sync.attach_tables(); end $$;

insert into sync.commands (name, roles) values
  ('booking.create',       '{admin,manager,front_desk}'),
  ('booking.walkIn',       '{admin,manager,front_desk}'),
  ('booking.assignRoom',   '{admin,manager,front_desk}'),
  ('booking.checkIn',      '{admin,manager,front_desk}'),
  ('booking.checkOut',     '{admin,manager,front_desk}'),
  ('booking.cancel',       '{admin,manager,front_desk}'),
  ('booking.undo',         '{admin,manager,front_desk}'),
  ('folio.postCharge',     '{admin,manager,front_desk}'),
  ('folio.takePayment',    '{admin,manager,front_desk}'),
  ('room.setHousekeeping', '{admin,manager,front_desk,housekeeping}');

update sync.commands set goes_together = true where name <> 'booking.undo';

insert into sync.command_writes (command, table_name, verb, columns, required) values
  ('booking.create',       'customers',      'insert', null, '{}'),
  ('booking.create',       'bookings',       'insert', null, '{"status": ["pending", "confirmed", "guaranteed"]}'),
  ('booking.create',       'booking_nights', 'insert', null, '{}'),
  ('booking.create',       'booking_guests', 'insert', null, '{}'),
  ('booking.create',       'number_series',  'insert', null, '{}'),
  ('booking.create',       'number_series',  'update', '{last_number}', '{}'),
  ('booking.walkIn',       'customers',      'insert', null, '{}'),
  ('booking.walkIn',       'bookings',       'insert', null, '{"status": ["checked_in"]}'),
  ('booking.walkIn',       'booking_nights', 'insert', null, '{}'),
  ('booking.walkIn',       'booking_guests', 'insert', null, '{}'),
  ('booking.walkIn',       'number_series',  'insert', null, '{}'),
  ('booking.walkIn',       'number_series',  'update', '{last_number}', '{}'),
  ('booking.walkIn',       'payments',       'insert', null, '{"status": ["completed"], "refund_of": [null]}'),
  ('booking.walkIn',       'transactions',   'insert', null, '{"type": ["payment"]}'),
  ('booking.assignRoom',   'bookings',       'update', '{room_id,wanted_room_id,to_be_confirmed}', '{}'),
  ('booking.assignRoom',   'booking_nights', 'update', '{room_id}', '{}'),
  ('booking.checkIn',      'bookings',       'update', '{status,actual_check_in,internal_notes}', '{"status": ["checked_in"]}'),
  ('booking.checkOut',     'transactions',   'insert', null, '{"type": ["room_charge", "tax"]}'),
  ('booking.checkOut',     'bookings',       'update', '{status,actual_check_out,check_out_date}', '{"status": ["checked_out"]}'),
  ('booking.checkOut',     'booking_nights', 'update', '{holds_room}', '{}'),
  ('booking.checkOut',     'booking_nights', 'insert', null, '{"holds_room": [false]}'),   -- slept past the departure
  ('booking.checkOut',     'rooms',          'update', '{housekeeping_status}', '{"housekeeping_status": ["dirty"]}'),
  ('booking.cancel',       'bookings',       'update', '{status,cancelled_at,cancelled_by,cancellation_reason}', '{"status": ["cancelled"]}'),
  ('booking.cancel',       'booking_nights', 'update', '{holds_room}', '{}'),
  ('booking.undo',         'bookings',       'update',
    '{status,actual_check_in,actual_check_out,check_out_date,cancelled_at,cancelled_by,cancellation_reason,room_id,wanted_room_id,internal_notes}',
    '{"status": ["pending", "confirmed", "guaranteed", "checked_in"]}'),
  ('booking.undo',         'booking_nights', 'update', '{room_id,holds_room}', '{}'),
  ('booking.undo',         'rooms',          'update', '{housekeeping_status,last_cleaned}', '{}'),
  ('folio.postCharge',     'transactions',   'insert', null, '{"type": ["extra_charge", "tax"]}'),
  ('folio.takePayment',    'payments',       'insert', null, '{"status": ["completed"], "refund_of": [null]}'),
  ('folio.takePayment',    'transactions',   'insert', null, '{"type": ["payment"]}'),
  ('folio.takePayment',    'number_series',  'insert', null, '{}'),
  ('folio.takePayment',    'number_series',  'update', '{last_number}', '{}'),
  ('room.setHousekeeping', 'rooms',          'update', '{housekeeping_status,last_cleaned}', '{}');

insert into sync.column_merges (table_name, column_name, how) values
  ('bookings',       'status',              'judged'),     -- by the status machine, not by what the terminal saw
  ('bookings',       'actual_check_in',     'first_wins'),
  ('bookings',       'actual_check_out',    'first_wins'),
  ('bookings',       'cancelled_at',        'first_wins'),
  ('bookings',       'cancelled_by',        'first_wins'),
  ('bookings',       'cancellation_reason', 'first_wins'),
  ('bookings',       'special_requests',    'keep_both'),
  ('bookings',       'internal_notes',      'keep_both'),
  ('booking_nights', 'holds_room',          'last_wins'),  -- settled anyway from the stay's status and dates
  ('rooms',          'housekeeping_status', 'last_wins'),
  ('rooms',          'last_cleaned',        'last_wins'),
  ('number_series',  'last_number',         'greatest');

-- migrate:down
