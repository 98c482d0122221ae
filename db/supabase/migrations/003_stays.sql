-- migrate:up

-- The rules that table definitions cannot hold, here and in the migrations that follow: legal moves, nights that follow
-- their stay, sums, what may never change, who did what. Trigger functions are security definer: under row level security
-- an invoker's trigger would update no rows and say nothing.

-- ------------------------------------------------------------------ who is writing, and in which mode

-- Two switches, both local to a transaction and honoured for the owner of the schema alone:
--   app.applying  on while sync_push applies a terminal's rows, which bring their own nights, ledger lines and audit;
--   app.bulk_load on while an import or a seed loads rows by the thousand; app.refresh_derived() then makes up for it.
-- They are asked in WHEN, where the current user is still whoever writes. Such a condition is read and planned again for
-- every statement, so what stands there is short, and these are in plpgsql, which is not inlined.
create function app.is_applying() returns boolean
language plpgsql stable parallel safe
as $$
begin
  return (pg_catalog.current_setting('app.applying', true) = 'on'
    and pg_catalog.has_schema_privilege('private', 'create')) is true;
end
$$;

create function app.is_bulk() returns boolean
language plpgsql stable parallel safe
as $$
begin
  return (pg_catalog.current_setting('app.bulk_load', true) = 'on'
    and pg_catalog.has_schema_privilege('private', 'create')) is true;
end
$$;

create function app.is_quiet() returns boolean
language plpgsql stable parallel safe
as $$
begin
  return ('on' in (pg_catalog.current_setting('app.applying', true), pg_catalog.current_setting('app.bulk_load', true))
    and pg_catalog.has_schema_privilege('private', 'create')) is true;
end
$$;

-- Identity: the verified claims, or app.user_id, and either only from a login that may state it: PostgREST's, the
-- owner's, or a member of app_backend. Missing or empty settings mean nobody, never an error.
create function app.current_user_id() returns uuid
language plpgsql stable
set search_path = ''
as $$
declare
  v_backend constant boolean := pg_has_role(session_user, 'app_backend', 'MEMBER')
    or has_schema_privilege(session_user, 'private', 'CREATE');
  v_id text;
begin
  if v_backend or session_user = 'authenticator' then
    v_id := nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub';
  end if;
  if v_id is null and v_backend then
    v_id := nullif(current_setting('app.user_id', true), '');
  end if;
  if v_id ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then
    return v_id::uuid;
  end if;
  return null;
end
$$;

-- The member of staff who is asking, with the role that counts; no row for anybody else, a device included.
create function app.current_staff(out id uuid, out role public.user_role_enum)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  select p.id, case when p.is_super_admin then 'admin' else p.role end
    into current_staff.id, current_staff.role
    from public.user_profiles p
   where p.id = app.current_user_id() and p.is_active and p.account_status = 'active';
end
$$;

create function app.user_role() returns public.user_role_enum
language plpgsql stable security definer
set search_path = ''
as $$
begin
  return (app.current_staff()).role;
end
$$;

create function app.has_role(variadic p_roles text[]) returns boolean
language plpgsql stable security definer
set search_path = ''
as $$
begin
  return coalesce((app.current_staff()).role::text = any (p_roles), false);
end
$$;

-- The hotel's day: the open business day; before there is one, the calendar in the hotel's own zone. Never the server's.
create function public.hotel_today() returns date
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_date date;
begin
  select d.business_date into v_date from public.business_days d where d.status = 'open';
  if v_date is null then
    select (now() at time zone s.time_zone)::date into v_date from public.hotel_settings s;
  end if;
  return v_date;
end
$$;

-- One lock per room, taken before its nights are: two writers of one room would otherwise each wait for the other
-- inside the exclusion check and one be killed as a deadlock (112 to 207 times in 1,500, measured; with the lock, never).
create function app.lock_room(p_room_id uuid) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('room:' || p_room_id::text, 0));
end
$$;

-- ------------------------------------------------------------------ updated_at

create function public.update_updated_at() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  -- An update that changes nothing stamps nothing. What generated columns will hold is not yet known here, so they are
  -- left out: tg_argv[0] has them as nulls.
  if tg_table_name = 'bookings' then                       -- the two that change most: a row through JSON costs more than all else here
    old.total_nights := null;
    old.total_amount := null;
  elsif tg_table_name = 'customers' then
    old.search_text := null;
  elsif tg_nargs > 0 then
    old := jsonb_populate_record(old, tg_argv[0]::jsonb);
  end if;
  if new is distinct from old then
    new.updated_at := clock_timestamp();
  end if;
  return new;
end
$$;

-- ------------------------------------------------------------------ stays

create function app.may_move(p_from public.booking_status_enum, p_to public.booking_status_enum) returns boolean
language sql immutable parallel safe
return case p_from
  when 'pending'     then p_to in ('confirmed', 'guaranteed', 'checked_in', 'cancelled', 'no_show')
  when 'confirmed'   then p_to in ('pending', 'guaranteed', 'checked_in', 'cancelled', 'no_show')
  when 'guaranteed'  then p_to in ('pending', 'confirmed', 'checked_in', 'cancelled', 'no_show')
  when 'checked_in'  then p_to in ('checked_out', 'pending', 'confirmed', 'guaranteed')
  when 'checked_out' then p_to = 'checked_in'
  when 'cancelled'   then p_to in ('pending', 'confirmed', 'guaranteed')
  when 'no_show'     then p_to in ('pending', 'confirmed', 'guaranteed', 'checked_in', 'cancelled')
end;

-- Does a stay like this one hold its room that night?
create function app.holds_room(
  p_status public.booking_status_enum, p_check_in date, p_check_out date, p_night date) returns boolean
language sql immutable parallel safe
return p_status in ('pending', 'confirmed', 'guaranteed', 'checked_in') and p_night >= p_check_in and p_night < p_check_out;

create function app.booking_guard() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if tg_op = 'INSERT' then
    if new.room_type_id is null then
      select r.room_type_id into new.room_type_id from public.rooms r where r.id = new.room_id;
    end if;
    if new.room_rate is null then
      select t.base_rate into new.room_rate from public.room_types t where t.id = new.room_type_id;
    end if;
    if new.created_by is null and not app.is_quiet() then
      new.created_by := (app.current_staff()).id;
    end if;
  elsif new.status is distinct from old.status and not app.is_bulk() then
    -- That a guest was let in is a fact, whatever another desk has decided meanwhile: a terminal may report it.
    if not app.may_move(old.status, new.status)
       and not (app.is_applying() and old.status = 'cancelled' and new.status = 'checked_in') then
      raise exception 'booking %: % to % is not a move', old.booking_code, old.status, new.status
        using errcode = 'FD102', table = 'bookings', column = 'status';
    end if;
  end if;

  if new.room_id is not null then
    new.wanted_room_id := null;
    if new.status in ('pending', 'confirmed', 'guaranteed', 'checked_in') and not app.is_bulk()
       and (tg_op = 'INSERT' or (old.room_id, old.status, old.check_in_date, old.check_out_date)
              is distinct from (new.room_id, new.status, new.check_in_date, new.check_out_date)) then
      perform app.lock_room(new.room_id);
    end if;
  end if;

  case new.status
    when 'checked_in' then
      new.actual_check_in := coalesce(new.actual_check_in, now());
      new.actual_check_out := null;
      new.cancelled_at := null;
      new.cancelled_by := null;
    when 'checked_out' then
      new.actual_check_out := coalesce(new.actual_check_out, now());
    when 'cancelled' then
      new.cancelled_at := coalesce(new.cancelled_at, now());
      if new.cancelled_by is null and not app.is_quiet() then
        new.cancelled_by := (app.current_staff()).id;
      end if;
    when 'no_show' then
      null;
    else
      new.actual_check_in := null;
      new.actual_check_out := null;
      new.cancelled_at := null;
      new.cancelled_by := null;
  end case;
  return new;
end
$$;
create trigger booking_guard
  before insert or update of status, room_id, wanted_room_id, check_in_date, check_out_date, actual_check_in, actual_check_out,
    cancelled_at, cancelled_by
  on public.bookings
  for each row execute function app.booking_guard();

-- The nights of stays that somebody writes in SQL: made, moved, let go. What is past, and what is on the folio, is
-- frozen. Rows of nights are never deleted. All stays of a statement at once, so that two may swap their rooms in one.
create function app.booking_nights_make() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  insert into public.booking_nights (id, booking_id, night, room_id, room_type_id, amount, holds_room)
  select
    app.derived_id(b.id, d.night::text), b.id, d.night, b.room_id, b.room_type_id, b.room_rate,
    app.holds_room(b.status, b.check_in_date, b.check_out_date, d.night)
  from changed b
  cross join lateral (select b.check_in_date + i as night from generate_series(0, b.check_out_date - b.check_in_date - 1) i) d
  where not exists (select from public.booking_nights n where n.booking_id = b.id and n.night = d.night);
  return null;
end
$$;

create function app.booking_nights_follow() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_today constant date := public.hotel_today();
begin
  update public.booking_nights n
     set holds_room = w.holds_room, room_id = w.room_id, room_type_id = w.room_type_id, amount = w.amount
    from (
      select
        x.id,
        h.holds_room,
        case when m.movable and (b.room_id is distinct from o.room_id or (h.holds_room and not x.holds_room))
          then b.room_id else x.room_id end as room_id,
        case when m.movable and not m.posted and b.room_type_id <> o.room_type_id
          then b.room_type_id else x.room_type_id end as room_type_id,
        case when m.movable and not m.posted and b.room_rate <> o.room_rate
          then b.room_rate else x.amount end as amount
      from changed b
      join before o on o.id = b.id
      join public.booking_nights x on x.booking_id = b.id
      cross join lateral (
        select app.holds_room(b.status, b.check_in_date, b.check_out_date, x.night) as holds_room) h
      cross join lateral (
        select
          x.night >= v_today and x.night >= b.check_in_date and x.night < b.check_out_date as movable,
          exists (select from public.transactions t where t.booking_night_id = x.id) as posted) m
      where (b.status, b.room_id, b.room_type_id, b.room_rate, b.check_in_date, b.check_out_date)
            is distinct from (o.status, o.room_id, o.room_type_id, o.room_rate, o.check_in_date, o.check_out_date)
    ) w
   where n.id = w.id
     and (n.holds_room, n.room_id, n.room_type_id, n.amount)
         is distinct from (w.holds_room, w.room_id, w.room_type_id, w.amount);

  insert into public.booking_nights (id, booking_id, night, room_id, room_type_id, amount, holds_room)
  select
    app.derived_id(b.id, d.night::text), b.id, d.night, b.room_id, b.room_type_id, b.room_rate,
    app.holds_room(b.status, b.check_in_date, b.check_out_date, d.night)
  from changed b
  join before o on o.id = b.id and (o.check_in_date, o.check_out_date) <> (b.check_in_date, b.check_out_date)
  cross join lateral (select b.check_in_date + i as night from generate_series(0, b.check_out_date - b.check_in_date - 1) i) d
  where not exists (select from public.booking_nights n where n.booking_id = b.id and n.night = d.night);
  return null;
end
$$;
create trigger booking_nights_make after insert on public.bookings
  referencing new table as changed for each statement when (not app.is_quiet())
  execute function app.booking_nights_make();
create trigger booking_nights_follow after update on public.bookings
  referencing old table as before new table as changed for each statement when (not app.is_quiet())
  execute function app.booking_nights_follow();

-- A room out of order takes nobody in; one out of service may still be sold.
create function app.booking_night_guard() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if not new.holds_room or new.room_id is null
     or tg_op = 'UPDATE' and (old.room_id, old.night, old.holds_room) is not distinct from (new.room_id, new.night, new.holds_room) then
    return new;
  end if;
  perform app.lock_room(new.room_id);
  if exists (
    select from public.room_blocks b
     where b.room_id = new.room_id and b.kind = 'out_of_order' and b.released_at is null
       and new.night >= b.starts_on and new.night < b.ends_on) then
    raise exception 'the room is out of order on %', new.night
      using errcode = '23P01', table = 'booking_nights', constraint = 'booking_nights_not_blocked';
  end if;
  return new;
end
$$;
create trigger booking_night_guard before insert or update of room_id, night, holds_room on public.booking_nights
  for each row when (not app.is_bulk())
  execute function app.booking_night_guard();

create function app.room_block_guard() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if new.kind <> 'out_of_order' or new.released_at is not null then
    return new;
  end if;
  perform app.lock_room(new.room_id);
  if exists (
    select from public.booking_nights n
     where n.room_id = new.room_id and n.holds_room
       and n.night >= greatest(new.starts_on, public.hotel_today()) and n.night < new.ends_on) then
    raise exception 'the room is given to somebody in that time'
      using errcode = '23P01', table = 'room_blocks', constraint = 'room_blocks_not_occupied';
  end if;
  return new;
end
$$;
create trigger room_block_guard before insert or update of room_id, kind, starts_on, ends_on, released_at on public.room_blocks
  for each row execute function app.room_block_guard();

-- migrate:down
