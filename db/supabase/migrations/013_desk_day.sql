-- migrate:up

-- The desk's day: changes of rooms and dates, the end of the day, and what is written down about stays, rooms and guests
-- in between.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 13;

-- ------------------------------------------------------------------ what its commands may write

insert into sync.commands (name, roles) values
  ('booking.moveRoom',    '{admin,manager,front_desk}'),
  ('booking.changeDates', '{admin,manager,front_desk}'),
  ('booking.split',       '{admin,manager,front_desk}'),
  ('booking.swapRooms',   '{admin,manager,front_desk}'),
  ('booking.lockRoom',    '{admin,manager,front_desk}');

insert into sync.command_writes (command, table_name, verb, columns, required) values
  ('booking.moveRoom',    'bookings',       'update', '{room_id,wanted_room_id,room_type_id,room_rate,internal_notes}', '{}'),
  ('booking.moveRoom',    'booking_nights', 'update', '{room_id,room_type_id,amount}', '{}'),
  ('booking.moveRoom',    'rooms',          'update', '{housekeeping_status}', '{"housekeeping_status": ["dirty"]}'),
  ('booking.changeDates', 'bookings',       'update', '{check_in_date,check_out_date,room_id,room_rate}', '{}'),
  ('booking.changeDates', 'booking_nights', 'update', '{room_id,room_type_id,amount,holds_room}', '{}'),
  ('booking.changeDates', 'booking_nights', 'insert', null, '{"holds_room": [true]}'),
  ('booking.split',       'bookings',       'update', '{room_id,wanted_room_id}', '{}'),
  ('booking.split',       'booking_nights', 'update', '{room_id}', '{}'),
  ('booking.split',       'rooms',          'update', '{housekeeping_status}', '{"housekeeping_status": ["dirty"]}'),
  ('booking.swapRooms',   'bookings',       'update', '{room_id}', '{}'),
  ('booking.swapRooms',   'booking_nights', 'update', '{room_id}', '{}'),
  ('booking.swapRooms',   'rooms',          'update', '{housekeeping_status}', '{"housekeeping_status": ["dirty"]}'),
  ('booking.lockRoom',    'bookings',       'update', '{room_locked}', '{}');

update sync.command_writes set columns = columns || '{check_in_date,room_rate,room_type_id,room_locked}'::text[]
 where (command, table_name, verb) = ('booking.undo', 'bookings', 'update');
update sync.command_writes set columns = columns || '{room_type_id,amount}'::text[]
 where (command, table_name, verb) = ('booking.undo', 'booking_nights', 'update');

insert into sync.column_merges (table_name, column_name, how) values
  ('bookings', 'room_locked', 'last_wins');

-- migrate:down
