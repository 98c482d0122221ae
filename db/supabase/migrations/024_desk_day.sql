-- migrate:up

-- The desk's day: changes of rooms and dates, the end of the day, and what is written down about stays, rooms and guests
-- in between.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 24;

-- ------------------------------------------------------------------ tables

-- The one terminal that may end the hotel's day without a line to the server; null: none may.
alter table public.hotel_settings
  add column roll_terminal_id uuid references public.terminals (id) on delete restrict,
  add column dirty_after_vacant_days integer not null default 0 check (dirty_after_vacant_days between 0 and 30);  -- 0: never
create index idx_hotel_settings_roll_terminal on public.hotel_settings (roll_terminal_id) where roll_terminal_id is not null;

-- When and how a type, or with null every type, may be sold. Half-open, like a stay.
create table public.rate_restrictions (
  id uuid primary key default gen_random_uuid(),
  room_type_id uuid references public.room_types (id) on delete restrict,
  starts_on date not null,
  ends_on date not null,
  min_nights integer check (min_nights >= 1),              -- for arrivals on these days
  max_nights integer check (max_nights >= 1),
  closed_to_arrival boolean not null default false,
  closed_to_departure boolean not null default false,
  stop_sell boolean not null default false,                -- no night of these is sold
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint rate_restrictions_dates check (ends_on > starts_on and isfinite(starts_on) and isfinite(ends_on))
);
create index idx_rate_restrictions_type on public.rate_restrictions (room_type_id) where room_type_id is not null;

-- Who would come if something were free.
create table public.waitlist_entries (
  id uuid primary key default gen_random_uuid(),
  customer_id uuid not null references public.customers (id) on delete restrict,
  room_type_id uuid references public.room_types (id) on delete restrict,   -- null: any
  arrival date not null,
  departure date not null,
  adults integer not null default 1 check (adults >= 1),
  children integer not null default 0 check (children >= 0),
  notes text,
  status text not null default 'waiting' check (status in ('waiting', 'booked', 'dropped')),
  created_by uuid references public.user_profiles (id) on delete restrict,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint waitlist_entries_dates check (departure >= arrival and isfinite(arrival) and isfinite(departure))
);
create index idx_waitlist_entries_customer on public.waitlist_entries (customer_id);
create index idx_waitlist_entries_type on public.waitlist_entries (room_type_id) where room_type_id is not null;
create index idx_waitlist_entries_created_by on public.waitlist_entries (created_by) where created_by is not null;

-- What people at the desk leave for each other and for the house: a message for a guest, a dated task for a department,
-- a wake-up call, a note that pops up when the guest comes or goes, a word to the next shift.
create table public.desk_notes (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('message', 'task', 'wake_up', 'alert', 'handover')),
  booking_id uuid references public.bookings (id) on delete cascade,
  room_id uuid references public.rooms (id) on delete restrict,
  department text check (department in ('front_desk', 'housekeeping', 'maintenance', 'restaurant', 'management')),
  body varchar(2000) not null check (body ~ '\S'),
  due_on date check (isfinite(due_on)),
  due_at time,                                             -- in the hotel's own time
  pops_up text check (pops_up in ('check_in', 'check_out')),
  is_urgent boolean not null default false,
  done_at timestamptz(3),
  done_by uuid references public.user_profiles (id) on delete restrict,
  created_by uuid references public.user_profiles (id) on delete restrict,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint desk_notes_done check ((done_at is null) = (done_by is null)),
  constraint desk_notes_shape check (
    kind in ('task', 'handover')
    or booking_id is not null and (kind <> 'wake_up' or due_on is not null and due_at is not null)
      and (kind = 'alert') = (pops_up is not null))
);
create index idx_desk_notes_booking on public.desk_notes (booking_id) where booking_id is not null;
create index idx_desk_notes_room on public.desk_notes (room_id) where room_id is not null;
create index idx_desk_notes_open on public.desk_notes (due_on) where done_at is null;
create index idx_desk_notes_done_by on public.desk_notes (done_by) where done_by is not null;
create index idx_desk_notes_created_by on public.desk_notes (created_by) where created_by is not null;

alter table public.rate_restrictions enable row level security;
alter table public.waitlist_entries enable row level security;
alter table public.desk_notes enable row level security;

insert into sync.actor_columns (table_name, column_name) values
  ('business_days', 'closed_by'),
  ('waitlist_entries', 'created_by'),
  ('desk_notes', 'created_by'),
  ('desk_notes', 'done_by');

do $$
begin
  perform app.attach_table('public.hotel_settings');
  perform app.attach_table('public.rate_restrictions');
  perform app.attach_table('public.waitlist_entries');
  perform app.attach_table('public.desk_notes');
  perform sync.attach_tables();
end
$$;

-- ------------------------------------------------------------------ money of a day that is over

-- What a terminal took on a day that was closed before it was heard of counts for the day that is open: a closed day's
-- books are as they were read. When it was taken stays as it was.
create function app.redate_late_line() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_open date;
begin
  select d.business_date into v_open from public.business_days d where d.status = 'open';
  if new.business_date < v_open and exists (
       select from public.business_days d where d.business_date = new.business_date and d.status = 'closed') then
    new.business_date := v_open;
  end if;
  return new;
end
$$;
create trigger redate_late_line before insert on public.payments
  for each row when (app.is_applying()) execute function app.redate_late_line();
create trigger redate_late_line before insert on public.transactions
  for each row when (app.is_applying()) execute function app.redate_late_line();

-- ------------------------------------------------------------------ guests that are one, and guests that are nobody any more

-- A desk that has not heard that two guests are one may go on naming the old one: its work follows the redirect.
create function app.follow_merge() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_next uuid;
begin
  for v_hop in 1 .. 10 loop
    select c.merged_into into v_next from public.customers c where c.id = new.customer_id and c.merged_into is not null;
    exit when not found;
    new.customer_id := v_next;
  end loop;
  return new;
end
$$;
create trigger follow_merge before insert or update of customer_id on public.bookings
  for each row execute function app.follow_merge();
create trigger follow_merge before insert or update of customer_id on public.booking_guests
  for each row when (new.customer_id is not null) execute function app.follow_merge();
create trigger follow_merge before insert or update of customer_id on public.waitlist_entries
  for each row execute function app.follow_merge();

-- What terminals never had goes with the rest.
create function app.forget_secrets() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.id_number := null;
  new.id_number_hash := null;
  new.id_number_last4 := null;
  new.tax_id := null;
  new.tax_id_hash := null;
  new.tax_id_last4 := null;
  return new;
end
$$;
create trigger forget_secrets before update of anonymised_at on public.customers
  for each row when (new.anonymised_at is not null and old.anonymised_at is null)
  execute function app.forget_secrets();

-- ------------------------------------------------------------------ what its commands may write

insert into sync.commands (name, roles) values
  ('booking.moveRoom',    '{admin,manager,front_desk}'),
  ('booking.changeDates', '{admin,manager,front_desk}'),
  ('booking.split',       '{admin,manager,front_desk}'),
  ('booking.swapRooms',   '{admin,manager,front_desk}'),
  ('booking.lockRoom',    '{admin,manager,front_desk}'),
  ('booking.noShow',      '{admin,manager,front_desk}'),
  ('booking.reinstate',   '{admin,manager,front_desk}'),
  ('booking.undoCheckIn', '{admin,manager,front_desk}'),
  ('booking.confirm',     '{admin,manager,front_desk}'),
  ('booking.prolongHold', '{admin,manager,front_desk}'),
  ('booking.lateCheckOut','{admin,manager,front_desk}'),
  ('booking.setDeposit',  '{admin,manager,front_desk}'),
  ('folio.takeBack',      '{admin,manager,front_desk}'),
  ('booking.queueRoom',   '{admin,manager,front_desk}'),
  ('booking.doNotDisturb','{admin,manager,front_desk}'),
  ('booking.addGuest',    '{admin,manager,front_desk}'),
  ('booking.removeGuest', '{admin,manager,front_desk}'),
  ('day.postNights',      '{admin,manager,front_desk}'),
  ('day.close',           '{admin,manager,front_desk}'),
  ('note.add',            '{admin,manager,front_desk,housekeeping}'),
  ('note.done',           '{admin,manager,front_desk,housekeeping}'),
  ('room.block',          '{admin,manager,front_desk}'),
  ('room.changeBlock',    '{admin,manager,front_desk}'),
  ('room.release',        '{admin,manager,front_desk}'),
  ('room.saySeen',        '{admin,manager,front_desk,housekeeping}'),
  ('waitlist.add',        '{admin,manager,front_desk}'),
  ('waitlist.drop',       '{admin,manager,front_desk}'),
  ('guest.update',        '{admin,manager,front_desk}'),
  ('guest.setBlacklist',  '{admin,manager}'),
  ('guest.merge',         '{admin,manager,front_desk}'),
  ('guest.anonymise',     '{admin,manager}'),
  ('group.create',        '{admin,manager,front_desk}'),
  ('group.nameGuests',    '{admin,manager,front_desk}'),
  ('group.pay',           '{admin,manager,front_desk}'),
  ('booking.releaseHold', '{admin,manager,front_desk}'),
  ('group.update',        '{admin,manager,front_desk}');

update sync.commands set goes_together = true
 where name in ('booking.lockRoom', 'booking.confirm', 'booking.queueRoom', 'booking.doNotDisturb', 'booking.addGuest',
   'day.postNights', 'note.add', 'note.done', 'guest.update');

insert into sync.command_writes (command, table_name, verb, columns, required) values
  ('booking.moveRoom',    'bookings',       'update', '{room_id,wanted_room_id,room_type_id,room_rate,internal_notes,to_be_confirmed}', '{}'),
  ('booking.moveRoom',    'booking_nights', 'update', '{room_id,room_type_id,amount}', '{}'),
  ('booking.moveRoom',    'rooms',          'update', '{housekeeping_status}', '{"housekeeping_status": ["dirty"]}'),
  ('booking.changeDates', 'bookings',       'update', '{check_in_date,check_out_date,room_id,wanted_room_id,room_rate,internal_notes,to_be_confirmed}', '{}'),
  ('booking.changeDates', 'booking_nights', 'update', '{room_id,room_type_id,amount,holds_room}', '{}'),
  ('booking.changeDates', 'booking_nights', 'insert', null, '{"holds_room": [true]}'),
  ('booking.split',       'bookings',       'update', '{room_id,wanted_room_id,to_be_confirmed}', '{}'),
  ('booking.split',       'booking_nights', 'update', '{room_id}', '{}'),
  ('booking.split',       'rooms',          'update', '{housekeeping_status}', '{"housekeeping_status": ["dirty"]}'),
  ('booking.swapRooms',   'bookings',       'update', '{room_id,to_be_confirmed}', '{}'),
  ('booking.swapRooms',   'booking_nights', 'update', '{room_id}', '{}'),
  ('booking.swapRooms',   'rooms',          'update', '{housekeeping_status}', '{"housekeeping_status": ["dirty"]}'),
  ('booking.lockRoom',    'bookings',       'update', '{room_locked}', '{}'),

  ('booking.noShow',      'bookings',       'update', '{status,internal_notes}', '{"status": ["no_show"]}'),
  ('booking.noShow',      'booking_nights', 'update', '{holds_room}', '{}'),
  ('booking.noShow',      'transactions',   'insert', null, '{"type": ["extra_charge"], "payment_id": [null]}'),
  ('booking.reinstate',   'bookings',       'update',
    '{status,check_in_date,room_rate,actual_check_out,cancelled_at,cancelled_by,cancellation_reason,room_id,hold_expires_at}',
    '{"status": ["confirmed", "checked_in"], "cancelled_at": [null]}'),
  ('booking.reinstate',   'booking_nights', 'update', '{holds_room,room_id}', '{}'),
  ('booking.reinstate',   'transactions',   'insert', null, '{"type": ["extra_charge"], "payment_id": [null]}'),
  ('booking.undoCheckIn', 'bookings',       'update', '{status,actual_check_in,room_id}', '{"status": ["confirmed"]}'),
  ('booking.undoCheckIn', 'rooms',          'update', '{housekeeping_status}', '{"housekeeping_status": ["dirty"]}'),
  ('booking.confirm',     'bookings',       'update', '{status,hold_expires_at}', '{"status": ["confirmed", "guaranteed"]}'),
  ('booking.prolongHold', 'bookings',       'update', '{hold_expires_at}', '{}'),
  ('booking.releaseHold', 'bookings',       'update', '{status,cancelled_at,cancelled_by,cancellation_reason}', '{"status": ["cancelled"]}'),
  ('booking.releaseHold', 'booking_nights', 'update', '{holds_room}', '{}'),
  ('booking.lateCheckOut','bookings',       'update', '{check_out_time,internal_notes}', '{}'),
  ('booking.lateCheckOut','transactions',   'insert', null, '{"type": ["extra_charge"], "payment_id": [null]}'),
  ('folio.takeBack',      'transactions',   'insert', null, '{"type": ["extra_charge"], "payment_id": [null]}'),
  ('folio.takeBack',      'bookings',       'update', '{internal_notes}', '{}'),
  ('booking.setDeposit',  'bookings',       'update', '{deposit_amount,deposit_due_date,internal_notes}', '{}'),
  ('booking.queueRoom',   'bookings',       'update', '{queued_at}', '{}'),
  ('booking.doNotDisturb','bookings',       'update', '{do_not_disturb}', '{}'),
  ('booking.addGuest',    'booking_guests', 'insert', null, '{}'),
  ('booking.addGuest',    'bookings',       'update', '{internal_notes}', '{}'),
  ('booking.removeGuest', 'booking_guests', 'update', '{removed_at}', '{}'),
  ('booking.cancel',      'transactions',   'insert', null, '{"type": ["extra_charge"], "payment_id": [null]}'),

  ('day.postNights',      'transactions',   'insert', null, '{"type": ["room_charge", "tax"], "payment_id": [null]}'),
  ('day.postNights',      'rooms',          'update', '{housekeeping_status}', '{"housekeeping_status": ["dirty"]}'),
  ('day.close',           'business_days',  'update', '{status,closed_at,closed_by}', '{"status": ["closed"]}'),
  ('day.close',           'business_days',  'insert', null, '{"status": ["open"]}'),
  ('day.close',           'rooms',          'update', '{housekeeping_status}', '{}'),

  ('note.add',            'desk_notes',     'insert', null, '{}'),
  ('note.done',           'desk_notes',     'update', '{done_at,done_by}', '{}'),
  ('room.block',          'room_blocks',    'insert', null, '{}'),
  ('room.changeBlock',    'room_blocks',    'update', '{kind,starts_on,ends_on,reason,return_status}', '{}'),
  ('room.release',        'room_blocks',    'update', '{released_at}', '{}'),
  ('room.release',        'rooms',          'update', '{housekeeping_status}', '{}'),
  ('room.saySeen',        'rooms',          'update', '{seen_occupied,seen_at}', '{}'),
  ('waitlist.add',        'customers',      'insert', null, '{}'),
  ('waitlist.add',        'waitlist_entries', 'insert', null, '{"status": ["waiting"]}'),
  ('waitlist.drop',       'waitlist_entries', 'update', '{status,notes}', '{"status": ["dropped"]}'),
  ('booking.create',      'waitlist_entries', 'update', '{status}', '{"status": ["booked"]}'),

  ('guest.update',        'customers',      'update',
    '{full_name,email,phone,alternate_phone,date_of_birth,gender,nationality,id_type,id_number_last4,id_expiry,address_line1,address_line2,city,state,country,postal_code,company_name,preferences,tags,vip_status,marketing_consent}',
    '{}'),
  ('guest.setBlacklist',  'customers',      'update', '{blacklisted,blacklist_reason}', '{}'),
  ('guest.merge',         'customers',      'update',
    '{full_name,email,phone,alternate_phone,date_of_birth,gender,nationality,id_type,id_number_last4,id_expiry,address_line1,address_line2,city,state,country,postal_code,company_name,preferences,tags,vip_status,marketing_consent,blacklisted,blacklist_reason,merged_into}',
    '{"blacklisted": [true]}'),
  ('guest.merge',         'bookings',       'update', '{customer_id}', '{}'),
  ('guest.merge',         'booking_guests', 'update', '{customer_id}', '{}'),
  ('guest.merge',         'waitlist_entries', 'update', '{customer_id}', '{}'),
  ('guest.anonymise',     'customers',      'update',
    '{anonymised_at,full_name,email,phone,alternate_phone,date_of_birth,gender,nationality,id_type,id_number_last4,id_expiry,address_line1,address_line2,city,state,country,postal_code,company_name,preferences,tags,vip_status,marketing_consent}',
    '{}'),
  ('guest.anonymise',     'booking_guests', 'update', '{full_name,date_of_birth,nationality}', '{}'),
  ('group.create',        'booking_groups', 'insert', null, '{}'),
  ('group.create',        'customers',      'insert', null, '{}'),
  ('group.create',        'number_series',  'insert', null, '{}'),
  ('group.create',        'number_series',  'update', '{last_number}', '{}'),
  ('group.create',        'bookings',       'insert', null, '{"status": ["confirmed", "guaranteed"]}'),
  ('group.create',        'booking_nights', 'insert', null, '{}'),
  ('group.nameGuests',    'customers',      'insert', null, '{}'),
  ('group.nameGuests',    'bookings',       'update', '{customer_id}', '{}'),
  ('group.pay',           'payments',       'insert', null, '{"status": ["completed"], "refund_of": [null]}'),
  ('group.pay',           'transactions',   'insert', null, '{"type": ["payment"]}'),
  ('group.pay',           'number_series',  'insert', null, '{}'),
  ('group.pay',           'number_series',  'update', '{last_number}', '{}'),
  ('group.update',        'booking_groups', 'update', '{name,company_name,pays_rooms,release_date,notes}', '{}');

update sync.command_writes
   set columns = columns || '{check_in_date,room_rate,room_type_id,room_locked,hold_expires_at,do_not_disturb,queued_at,deposit_amount,deposit_due_date}'::text[]
 where (command, table_name, verb) = ('booking.undo', 'bookings', 'update');
update sync.command_writes set columns = columns || '{room_type_id,amount}'::text[]
 where (command, table_name, verb) = ('booking.undo', 'booking_nights', 'update');

insert into sync.column_merges (table_name, column_name, how) values
  ('bookings',      'room_locked',        'last_wins'),
  ('bookings',      'do_not_disturb',     'last_wins'),
  ('bookings',      'queued_at',          'last_wins'),
  ('bookings',      'check_out_time',     'last_wins'),
  ('bookings',      'hold_expires_at',    'last_wins'),
  ('bookings',      'deposit_amount',     'last_wins'),
  ('bookings',      'deposit_due_date',   'last_wins'),
  ('business_days', 'closed_at',          'first_wins'),
  ('business_days', 'closed_by',          'first_wins'),
  ('desk_notes',    'done_at',            'first_wins'),
  ('desk_notes',    'done_by',            'first_wins'),
  ('room_blocks',   'released_at',        'first_wins'),
  ('rooms',         'seen_occupied',      'last_wins'),
  ('rooms',         'seen_at',            'last_wins'),
  ('customers',     'preferences',        'last_wins'),
  ('customers',     'tags',               'last_wins'),
  ('customers',     'vip_status',         'last_wins'),
  ('customers',     'marketing_consent',  'last_wins'),
  ('customers',     'blacklist_reason',   'keep_both'),
  ('waitlist_entries', 'status',          'first_wins');

-- ------------------------------------------------------------------ nobody reaches it but through what is granted

revoke all on public.rate_restrictions, public.waitlist_entries, public.desk_notes from public, anon, authenticated;
revoke execute on all functions in schema app, sync from public, anon, authenticated;
grant select on public.rate_restrictions, public.waitlist_entries, public.desk_notes to app_user;
grant insert, update, delete on public.rate_restrictions to app_user;
create policy rate_restrictions_read on public.rate_restrictions for select to app_user
  using ((select app.has_role('admin', 'manager', 'front_desk', 'accountant', 'auditor')));
create policy rate_restrictions_insert on public.rate_restrictions for insert to app_user
  with check ((select app.has_role('admin', 'manager')));
create policy rate_restrictions_update on public.rate_restrictions for update to app_user
  using ((select app.has_role('admin', 'manager'))) with check ((select app.has_role('admin', 'manager')));
create policy rate_restrictions_delete on public.rate_restrictions for delete to app_user
  using ((select app.has_role('admin', 'manager')));
create policy waitlist_entries_read on public.waitlist_entries for select to app_user
  using ((select app.has_role('admin', 'manager', 'front_desk', 'accountant', 'auditor')));
create policy desk_notes_read on public.desk_notes for select to app_user
  using ((select app.has_role('admin', 'manager', 'front_desk', 'housekeeping', 'accountant', 'auditor')));

-- migrate:down
