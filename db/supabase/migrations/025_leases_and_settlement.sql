-- migrate:up

-- Two sides of one matter: that two desks which cannot hear each other sell one room. Leases make it rare: a terminal
-- may be sure of the rooms it holds a lease on, whatever becomes of its line. Settlement makes it good: what was sold
-- twice is put right by one command of a person, or by the server where the hotel lets it.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 25;

-- ------------------------------------------------------------------ leases

-- A night of a room that one terminal alone may sell. There is one row per room and night, so there are never two
-- leases of one. A lease ends three ways, and only the first two free the night for others:
--
--   granted --> renewed, given up or taken back when its terminal asks again, having sent all it did before
--           --> its night is over
--           --> expired: the terminal sells no more under it; but what it sold before may still be on its way, so the
--               night stays doubtful until the terminal is heard of. Others may sell it, to be confirmed.
create table public.room_leases (
  id uuid primary key,
  room_id uuid not null references public.rooms (id) on delete restrict,
  night date not null check (isfinite(night)),
  terminal_id uuid not null references public.terminals (id) on delete restrict,
  expires_at timestamptz(3) not null,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (room_id, night),
  constraint room_leases_derived_id check (id = app.derived_id(room_id, night::text))
);
create index idx_room_leases_terminal on public.room_leases (terminal_id);
alter table public.room_leases enable row level security;

-- How long the server keeps others out after a lease has expired: clocks differ.
create function sync.lease_grace() returns interval
language sql immutable parallel safe
return interval '10 minutes';

-- Whoever was sold a night in doubt gives way to the desk that had been promised it, unless the guest has arrived.
create function sync.give_way(p_lease public.room_leases, p_booking_id uuid) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_other public.bookings;
  v_card constant uuid := app.derived_id(p_lease.id, 'gave way to ' || p_booking_id);
begin
  select b.* into v_other
    from public.bookings b
    join public.booking_nights n on n.booking_id = b.id
   where n.room_id = p_lease.room_id and n.night = p_lease.night and n.holds_room
     and b.id <> p_booking_id and b.to_be_confirmed and b.status in ('pending', 'confirmed', 'guaranteed');
  if v_other.id is null then
    return;
  end if;
  update public.booking_nights n set room_id = null
   where n.booking_id = v_other.id and n.holds_room and n.night >= public.hotel_today();
  update public.bookings b set room_id = null, wanted_room_id = p_lease.room_id, to_be_confirmed = false
   where b.id = v_other.id;
  if app.is_applying() then                                -- where the tables' own audit is silent
    insert into public.audit_logs (table_name, record_id, action, command, old_values, new_values, business_date)
    values (
      'bookings', v_other.id, 'UPDATE', 'conflict.gaveWay',
      jsonb_build_object('room_id', v_other.room_id, 'wanted_room_id', v_other.wanted_room_id),
      jsonb_build_object('room_id', null, 'wanted_room_id', p_lease.room_id), public.hotel_today());
  end if;
  insert into public.sync_conflicts (
    id, booking_id, table_name, record_id, kind, outcome, op_id, command, terminal_id, user_id, business_date, done_at,
    mine, theirs)
  values (
    v_card, v_other.id, 'bookings', v_other.id, 'room_taken', 'parked', v_card, 'conflict.gaveWay',
    coalesce(v_other.terminal_id, p_lease.terminal_id), v_other.created_by, public.hotel_today(), clock_timestamp(), '[]',
    jsonb_build_object('bookingId', v_other.id, 'wantedRoomId', p_lease.room_id, 'heldBy', (
      select jsonb_agg(jsonb_build_object('bookingId', h.id, 'bookingCode', h.booking_code, 'status', h.status,
               'arrival', h.check_in_date, 'departure', h.check_out_date))
        from public.bookings h where h.id = p_booking_id)))
  on conflict (id) do nothing;
  perform sync.after_parking(v_card);
end
$$;

-- Nobody but its terminal gets a night under lease. Where the lease has run out and its terminal was not heard of
-- since, what is done stands, to be confirmed: then this says so.
create function sync.is_doubtful(p_lease public.room_leases) returns boolean
language plpgsql stable
set search_path = ''
as $$
begin
  if p_lease.expires_at + sync.lease_grace() > clock_timestamp() then
    raise exception 'another desk alone may sell this room on %', p_lease.night
      using errcode = '23P01', table = 'booking_nights', constraint = 'room_leases_one_seller';
  end if;
  return true;
end
$$;

create function app.room_lease_guard() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_lease public.room_leases;
  v_owner uuid;
begin
  if not new.holds_room or new.room_id is null
     or tg_op = 'UPDATE' and (old.room_id, old.night, old.holds_room) is not distinct from (new.room_id, new.night, new.holds_room) then
    return new;
  end if;
  select l.* into v_lease from public.room_leases l where l.room_id = new.room_id and l.night = new.night;
  if v_lease.id is null then
    return new;
  end if;
  select t.auth_user_id into v_owner from public.terminals t where t.id = v_lease.terminal_id and t.revoked_at is null;
  if v_owner is null then
    return new;
  end if;
  if v_owner is not distinct from app.current_user_id() then
    perform sync.give_way(v_lease, new.booking_id);
    return new;
  end if;
  if sync.is_doubtful(v_lease) then
    update public.bookings b set to_be_confirmed = true where b.id = new.booking_id and not b.to_be_confirmed;
  end if;
  return new;
end
$$;
create trigger room_lease_guard before insert or update of room_id, night, holds_room on public.booking_nights
  for each row when (not app.is_bulk())
  execute function app.room_lease_guard();

-- A room is taken without a night of it as well: for a day's use, and for a guest of the house who is to leave today.
-- Whoever were let in then would be in the way of the guest whom the lease's desk is sure of.
create function app.day_lease_guard() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_is_day_use constant boolean := new.check_in_date = new.check_out_date;
  v_lease public.room_leases;
begin
  if new.status not in ('pending', 'confirmed', 'guaranteed', 'checked_in')
     or tg_op = 'UPDATE' and old.room_id is not distinct from new.room_id and old.check_out_date = new.check_out_date
        and old.check_in_date = new.check_in_date and old.status in ('pending', 'confirmed', 'guaranteed', 'checked_in') then
    return new;
  end if;
  select l.* into v_lease
    from public.room_leases l
    join public.terminals t on t.id = l.terminal_id and t.revoked_at is null
   where l.room_id = new.room_id and t.auth_user_id is distinct from app.current_user_id()
     and l.night = case when v_is_day_use then new.check_in_date else public.hotel_today() end;
  if v_lease.id is not null and sync.is_doubtful(v_lease) then
    new.to_be_confirmed := true;
  end if;
  return new;
end
$$;
create trigger room_lease_guard
  before insert or update of room_id, status, check_in_date, check_out_date on public.bookings
  for each row
  when (new.room_id is not null and (new.check_in_date = new.check_out_date or new.status = 'checked_in') and not app.is_bulk())
  execute function app.day_lease_guard();

-- Nights of rooms that nobody has: no stay, no day's use, no block, nobody who should have left.
create function app.open_room_nights(p_from date, p_nights integer)
returns table (room_id uuid, room_type_id uuid, night date)
language sql stable
set search_path = ''
as $$
  select r.id, r.room_type_id, d.night
    from public.rooms r
    cross join (select p_from + i as night from generate_series(0, p_nights - 1) i) d
   where r.is_active
     and not exists (
       select from public.booking_nights n where n.room_id = r.id and n.night = d.night and n.holds_room)
     and not exists (
       select from public.bookings b
        where b.room_id = r.id and b.check_in_date = d.night and b.check_out_date = d.night
          and b.status in ('pending', 'confirmed', 'guaranteed', 'checked_in'))
     and not exists (
       select from public.room_blocks k
        where k.room_id = r.id and k.kind = 'out_of_order' and k.released_at is null
          and d.night >= k.starts_on and d.night < k.ends_on)
     and not exists (
       select from public.bookings b
        where b.room_id = r.id and b.status = 'checked_in' and b.check_out_date < (select public.hotel_today())
          and d.night = (select public.hotel_today()))
$$;

-- Grants, renews and takes back this terminal's leases: of each type a few rooms, for the coming week. `p_seq` is the
-- last command that the terminal has done: while the server has not got it, nothing changes, for what was sold under a
-- lease has to be here before the lease is anybody else's. A lease that has not expired is never taken back: its
-- terminal may be selling under it this very moment.
create function public.sync_lease(p_seq integer) returns json
language plpgsql volatile security definer
set search_path = ''
set timezone = 'UTC'
as $$
declare
  v_terminal constant public.terminals := sync.this_terminal();
  v_today constant date := public.hotel_today();
  v_quota integer;
  v_expires timestamptz(3);
  v_rooms uuid[];
  v_room uuid;
  v_doubtful uuid[];
  v_count integer;
begin
  if (select s.last_seq from sync.terminal_state s where s.terminal_id = v_terminal.id for update) < coalesce(p_seq, 0) then
    return json_build_object('behind', true, 'nights', 0, 'expiresAt', null);
  end if;
  select h.lease_rooms, clock_timestamp() + make_interval(hours => h.lease_hours) into v_quota, v_expires
    from public.hotel_settings h;
  perform pg_advisory_xact_lock(hashtextextended('room_leases', 0));   -- one terminal chooses at a time

  -- The rooms: those it has, then those that are free the longest.
  select coalesce(array_agg(c.room_id order by c.room_id), '{}') into v_rooms
    from (
      select o.room_id,
        row_number() over (
          partition by o.room_type_id
          order by bool_or(l.terminal_id = v_terminal.id) desc nulls last, count(*) desc, min(r.room_number) collate "C") as place
        from app.open_room_nights(v_today, 7) o
        join public.rooms r on r.id = o.room_id
        left join public.room_leases l on l.room_id = o.room_id and l.night = o.night
       where l.id is null or l.terminal_id = v_terminal.id
       group by o.room_type_id, o.room_id) c
   where c.place <= v_quota;
  foreach v_room in array v_rooms loop
    perform app.lock_room(v_room);
  end loop;

  -- What it was not heard of for is told now: no doubt is left about who has which night.
  v_doubtful := array(
    select l.id from public.room_leases l where l.terminal_id = v_terminal.id and l.expires_at <= clock_timestamp());
  update public.bookings b set to_be_confirmed = false
   where b.to_be_confirmed
     and b.id in (
       select n.booking_id from public.booking_nights n
         join public.room_leases l on l.room_id = n.room_id and l.night = n.night
        where l.id = any (v_doubtful) and n.holds_room)
     and not exists (
       select from public.booking_nights n
         join public.room_leases l on l.room_id = n.room_id and l.night = n.night
         join public.terminals t on t.id = l.terminal_id
        where n.booking_id = b.id and n.holds_room
          and l.terminal_id not in (v_terminal.id, coalesce(b.terminal_id, v_terminal.id)) and t.revoked_at is null);
  delete from public.room_leases l
   where l.night < v_today
      or l.terminal_id = v_terminal.id and l.expires_at <= clock_timestamp()
      or l.terminal_id in (select t.id from public.terminals t where t.revoked_at is not null);

  -- A night of a type is leased only while rooms are left for the stays that have none yet.
  with open as (
    select o.*, l.id is not null as leased, l.terminal_id = v_terminal.id as own
      from app.open_room_nights(v_today, 7) o
      left join public.room_leases l on l.room_id = o.room_id and l.night = o.night
  ),
  spare as (
    select o.room_type_id, o.night,
      count(*) - count(*) filter (where o.leased) - (
        select count(*) from public.booking_nights n
         where n.holds_room and n.room_id is null and n.night = o.night and n.room_type_id = o.room_type_id) as rooms
      from open o
     group by o.room_type_id, o.night
  ),
  wanted as (
    select o.room_id, o.night, coalesce(o.own, false) as own,
      row_number() over (partition by o.room_type_id, o.night, coalesce(o.own, false) order by o.room_id) as place,
      s.rooms as spare
      from open o
      join spare s on s.room_type_id = o.room_type_id and s.night = o.night
     where o.room_id = any (v_rooms) and (not o.leased or o.own)
  )
  insert into public.room_leases as l (id, room_id, night, terminal_id, expires_at)
  select app.derived_id(w.room_id, w.night::text), w.room_id, w.night, v_terminal.id, v_expires
    from wanted w
   where w.own or w.place <= w.spare
  on conflict (id) do update set expires_at = excluded.expires_at where l.terminal_id = excluded.terminal_id;
  get diagnostics v_count = row_count;
  return json_build_object('behind', false, 'nights', v_count, 'expiresAt', v_expires);
end
$$;

-- ------------------------------------------------------------------ what the server settles by itself

-- A free room of the same type, all nights, for a stay that has not begun and has lost its room; null when there is
-- none that nobody else is busy with.
create function sync.room_for_parked(p_booking public.bookings) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
  v_room uuid;
  v_from constant date := greatest(p_booking.check_in_date, public.hotel_today());
  v_nights constant integer := p_booking.check_out_date - v_from;
begin
  for v_room in
    select o.room_id
      from app.open_room_nights(v_from, v_nights) o
      join public.rooms r on r.id = o.room_id
     where o.room_type_id = p_booking.room_type_id
       and not exists (select from public.room_leases l where l.room_id = o.room_id and l.night = o.night)
     group by o.room_id, r.housekeeping_status, r.is_accessible, r.room_number
    having count(*) = v_nights
     order by r.housekeeping_status in ('clean', 'inspected') desc, r.is_accessible, r.room_number collate "C"
  loop
    -- Out of the order in which this call has locked its rooms, so it must not wait.
    if pg_try_advisory_xact_lock(hashtextextended('room:' || v_room::text, 0))
       and not exists (
         select from public.booking_nights n
          where n.room_id = v_room and n.holds_room and n.night >= v_from and n.night < p_booking.check_out_date) then
      return v_room;
    end if;
  end loop;
  return null;
end
$$;

-- Where the hotel lets it, a stay that has lost its room and has not begun gets a free one of the type that was sold;
-- the card says so, and anybody may still give it another.
create or replace function sync.after_parking(p_conflict_id uuid) returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_card public.sync_conflicts;
  v_booking public.bookings;
  v_room uuid;
begin
  if not (select h.auto_move_parked from public.hotel_settings h) then
    return;
  end if;
  select * into v_card from public.sync_conflicts c where c.id = p_conflict_id and c.kind = 'room_taken' and c.status = 'open';
  select * into v_booking from public.bookings b where b.id = v_card.booking_id and b.room_id is null;
  if v_booking.id is null or v_booking.status not in ('pending', 'confirmed', 'guaranteed')
     or v_booking.check_out_date <= greatest(v_booking.check_in_date, public.hotel_today()) then
    return;
  end if;
  v_room := sync.room_for_parked(v_booking);
  if v_room is null then
    return;
  end if;
  update public.sync_conflicts c
     set status = 'settled', resolution = 'moved_automatically', settled_at = clock_timestamp(),
         theirs = c.theirs || jsonb_build_object('movedToRoomId', v_room)
   where c.id = v_card.id;
  update public.bookings b set room_id = v_room, wanted_room_id = null where b.id = v_booking.id;
  update public.booking_nights n set room_id = v_room
   where n.booking_id = v_booking.id and n.holds_room and n.night >= public.hotel_today();
  -- Under sync the tables' own audit is silent.
  insert into public.audit_logs (table_name, record_id, action, command, old_values, new_values, business_date)
  values (
    'bookings', v_booking.id, 'UPDATE', 'conflict.autoMove',
    jsonb_build_object('room_id', null, 'wanted_room_id', v_booking.wanted_room_id),
    jsonb_build_object('room_id', v_room, 'wanted_room_id', null), public.hotel_today());
end
$$;

-- ------------------------------------------------------------------ settling, as commands

do $$
begin
  perform app.attach_table('public.room_leases');
  perform sync.attach_tables();
end
$$;

insert into sync.commands (name, roles) values
  ('conflict.giveRoom',    '{admin,manager,front_desk}'),
  ('conflict.moveOther',   '{admin,manager,front_desk}'),
  ('conflict.splitStay',   '{admin,manager,front_desk}'),
  ('conflict.relocate',    '{admin,manager,front_desk}'),
  ('conflict.cancelStay',  '{admin,manager,front_desk}'),
  ('conflict.attachMoney', '{admin,manager,front_desk}'),
  ('conflict.keepMoney',   '{admin,manager,front_desk}'),
  ('conflict.chooseValues','{admin,manager,front_desk}'),
  ('conflict.acknowledge', '{admin,manager,front_desk}'),
  ('hotel.setAutoMove',    '{admin,manager}');

-- Every one of them claims its card first: of two desks that settle one card the second changes nothing and is told.
insert into sync.command_writes (command, table_name, verb, columns, required)
select c.name, 'sync_conflicts', 'update', '{status,resolution,note,settled_at,settled_by}', '{"status": ["settled"]}'
  from sync.commands c
 where c.name like 'conflict.%';

insert into sync.command_writes (command, table_name, verb, columns, required) values
  ('conflict.giveRoom',    'bookings',       'update', '{room_id,wanted_room_id,to_be_confirmed}', '{}'),
  ('conflict.giveRoom',    'booking_nights', 'update', '{room_id}', '{}'),
  ('conflict.moveOther',   'bookings',       'update', '{room_id,wanted_room_id,to_be_confirmed}', '{}'),
  ('conflict.moveOther',   'booking_nights', 'update', '{room_id}', '{}'),
  ('conflict.splitStay',   'bookings',       'update', '{room_id,wanted_room_id,to_be_confirmed}', '{}'),
  ('conflict.splitStay',   'booking_nights', 'update', '{room_id}', '{}'),
  ('conflict.relocate',    'bookings',       'update', '{status,wanted_room_id,cancelled_at,cancelled_by,cancellation_reason}', '{"status": ["cancelled"]}'),
  ('conflict.relocate',    'booking_nights', 'update', '{holds_room}', '{}'),
  ('conflict.cancelStay',  'bookings',       'update', '{status,wanted_room_id,cancelled_at,cancelled_by,cancellation_reason}', '{"status": ["cancelled"]}'),
  ('conflict.cancelStay',  'booking_nights', 'update', '{holds_room}', '{}'),
  ('conflict.attachMoney', 'payments',       'update', '{booking_id,suspense_reason}', '{"suspense_reason": [null]}'),
  ('conflict.attachMoney', 'transactions',   'update', '{booking_id,suspense_reason}', '{"suspense_reason": [null]}'),
  ('conflict.chooseValues','customers',      'update',
    '{full_name,email,phone,alternate_phone,date_of_birth,gender,nationality,id_type,id_expiry,address_line1,address_line2,city,state,country,postal_code,company_name,vip_status,marketing_consent}', '{}'),
  ('conflict.chooseValues','bookings',       'update', '{adults,children,special_requests,internal_notes,check_in_time,check_out_time}', '{}'),
  ('conflict.chooseValues','booking_guests', 'update', '{full_name,date_of_birth,nationality,is_child}', '{}'),
  ('hotel.setAutoMove',    'hotel_settings', 'update', '{auto_move_parked}', '{}'),
  ('booking.undo',         'sync_conflicts', 'update', '{status,resolution,note,settled_at,settled_by}', '{"status": ["open"]}');

update sync.command_writes w set columns = w.columns || '{to_be_confirmed}'::text[]
 where w.command = 'booking.undo' and w.table_name = 'bookings' and w.columns is not null;

insert into sync.column_merges (table_name, column_name, how) values
  ('sync_conflicts', 'status',     'last_wins'),           -- who is first is asked of settled_at, before any merging
  ('sync_conflicts', 'resolution', 'last_wins'),
  ('sync_conflicts', 'note',       'last_wins'),
  ('sync_conflicts', 'settled_at', 'last_wins'),
  ('sync_conflicts', 'settled_by', 'last_wins'),
  ('hotel_settings', 'auto_move_parked', 'last_wins');

-- ------------------------------------------------------------------ nobody reaches it but through what is granted

revoke all on public.room_leases from public, anon, authenticated;
revoke execute on all functions in schema app, sync from public, anon, authenticated;
revoke execute on function public.sync_lease(integer) from public, anon, authenticated;
grant execute on function public.sync_lease(integer) to authenticated;
grant select on public.room_leases to app_user;
create policy room_leases_read on public.room_leases for select to app_user
  using ((select app.has_role('admin', 'manager', 'front_desk', 'accountant', 'auditor')));

-- migrate:down
