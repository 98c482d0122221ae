-- migrate:up

-- One word for a room, made from who is in it, how clean it is and what blocks it.

-- ------------------------------------------------------------------ room status

-- One word for a room, for the design's readers. It is derived from the three axes that it mixes: who is in it, how
-- clean it is, whether it is blocked; and it is of today, so the close of a day refreshes all.
create function app.room_status(p_room_id uuid, p_housekeeping public.housekeeping_status_enum) returns public.room_status_enum
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_today date;
  v_block public.block_kind_enum;
begin
  if exists (select from public.bookings b where b.room_id = p_room_id and b.status = 'checked_in') then
    return 'occupied';
  end if;
  v_today := public.hotel_today();
  select b.kind into v_block from public.room_blocks b
   where b.room_id = p_room_id and b.released_at is null and b.starts_on <= v_today and b.ends_on > v_today;
  return case
    when v_block = 'out_of_order' then 'maintenance'
    when v_block = 'out_of_service' then 'blocked'
    when p_housekeeping in ('dirty', 'pickup') then 'cleaning'
    when exists (
      select from public.booking_nights n where n.room_id = p_room_id and n.night = v_today and n.holds_room) then 'reserved'
    else 'available' end;
end
$$;

create function app.room_derive() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  new.status := app.room_status(new.id, new.housekeeping_status);
  return new;
end
$$;
create trigger room_derive before insert or update of status, housekeeping_status on public.rooms
  for each row when (not app.is_bulk())
  execute function app.room_derive();

create function app.touch_rooms(p_ids uuid[]) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_ids constant uuid[] := array_remove(p_ids, null);
begin
  if cardinality(v_ids) = 0 then
    return;
  elsif cardinality(v_ids) > 1 then
    perform from public.rooms r where r.id = any (v_ids) order by r.id for no key update;
  end if;
  update public.rooms r set status = r.status where r.id = any (v_ids);
end
$$;

-- Only stays in house and the nights of today can change what a room is today.
create function public.update_room_status_on_booking() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_left uuid;
begin
  if tg_op = 'INSERT' then
    if new.status <> 'checked_in' then
      return null;
    end if;
  elsif old.status <> 'checked_in' and new.status <> 'checked_in'
     or (old.status, old.room_id) is not distinct from (new.status, new.room_id) then
    return null;
  end if;
  if tg_op = 'UPDATE' and old.status = 'checked_in'
     and (new.status = 'checked_out' or new.room_id is distinct from old.room_id) then
    v_left := old.room_id;
  end if;
  if v_left is not null then
    update public.rooms set housekeeping_status = 'dirty' where id = v_left;
  end if;
  perform app.touch_rooms(array[new.room_id, case when tg_op = 'UPDATE' then old.room_id end]);
  return null;
end
$$;
create trigger booking_status_room_update after insert or update of status, room_id on public.bookings
  for each row when (not app.is_quiet())
  execute function public.update_room_status_on_booking();

-- The same of what terminals send, which says itself that a room is dirty: all rooms of a batch at once.
create function app.rooms_of_stays() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_rooms uuid[];
begin
  if tg_op = 'INSERT' then
    v_rooms := array(select c.room_id from changed c where c.status = 'checked_in');
  else
    v_rooms := array(
      select x.room_id
        from changed c
        join before b on b.id = c.id
        cross join lateral (values (c.room_id), (b.room_id)) x (room_id)
       where 'checked_in' in (b.status, c.status) and (b.status, b.room_id) is distinct from (c.status, c.room_id));
  end if;
  perform app.touch_rooms(v_rooms);
  return null;
end
$$;
create trigger rooms_of_new_stays after insert on public.bookings
  referencing new table as changed for each statement when (app.is_applying())
  execute function app.rooms_of_stays();
create trigger rooms_of_stays after update on public.bookings
  referencing old table as before new table as changed for each statement when (app.is_applying())
  execute function app.rooms_of_stays();

create function app.rooms_of_tonight() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_today constant date := public.hotel_today();
  v_rooms uuid[];
begin
  if tg_op = 'INSERT' then
    v_rooms := array(select c.room_id from changed c where c.night = v_today and c.holds_room and c.room_id is not null);
  else
    v_rooms := array(
      select r.room_id
        from changed c
        join before b using (id)
        cross join lateral (values (c.room_id), (b.room_id)) r (room_id)
       where c.night = v_today and (c.room_id, c.holds_room) is distinct from (b.room_id, b.holds_room)
         and r.room_id is not null);
  end if;
  if cardinality(v_rooms) > 0 then
    perform app.touch_rooms(v_rooms);
  end if;
  return null;
end
$$;
create trigger booking_nights_room_insert after insert on public.booking_nights
  referencing new table as changed for each statement when (not app.is_bulk())
  execute function app.rooms_of_tonight();
create trigger booking_nights_room_update after update on public.booking_nights
  referencing old table as before new table as changed for each statement when (not app.is_bulk())
  execute function app.rooms_of_tonight();

create function app.room_of_block() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  perform app.touch_rooms(array[
    case when tg_op <> 'DELETE' then new.room_id end,
    case when tg_op <> 'INSERT' then old.room_id end]);
  return null;
end
$$;
create trigger room_of_block after insert or update or delete on public.room_blocks
  for each row when (not app.is_bulk())
  execute function app.room_of_block();

create function app.refresh_room_status() returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  update public.rooms r set status = s.status
    from (select x.id, app.room_status(x.id, x.housekeeping_status) as status from public.rooms x) s
   where s.id = r.id and s.status <> r.status;
end
$$;

create function app.day_turned() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  perform app.refresh_room_status();
  return null;
end
$$;
create trigger day_turned after insert or update on public.business_days
  for each statement when (not app.is_bulk())
  execute function app.day_turned();

-- migrate:down
