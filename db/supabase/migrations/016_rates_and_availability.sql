-- migrate:up

-- What a night costs, what is free, and who the guest is. Dates are half-open: the departure day is not a night.
-- All of it runs with the owner's rights behind one question, who asks: a role that sees no bookings would otherwise
-- get wrong answers and not errors.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 16;

-- Lets through a member of staff with one of these roles, and whoever owns the schema and acts as nobody else.
create function app.require_role(variadic p_roles text[]) returns void
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if not app.has_role(variadic p_roles)
     and not (has_schema_privilege(session_user, 'private', 'create') and current_setting('role') in ('none', session_user)) then
    raise exception 'this role may not do that' using errcode = '42501';
  end if;
end
$$;

create function app.require_staff() returns void
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform app.require_role('admin', 'manager', 'front_desk', 'housekeeping', 'accountant', 'auditor');
end
$$;

create function app.check_stay(p_check_in date, p_check_out date) returns void
language plpgsql immutable
set search_path = ''
as $$
begin
  if p_check_in is null or p_check_out is null or not isfinite(p_check_in) or not isfinite(p_check_out)
     or p_check_out <= p_check_in then
    raise exception 'a stay needs an arrival and a later departure'
      using errcode = '22023', table = 'bookings', column = 'check_out_date';
  end if;
  if p_check_out - p_check_in > 3660 then
    raise exception 'a stay of more than ten years' using errcode = '22023', table = 'bookings', column = 'check_out_date';
  end if;
end
$$;

-- ------------------------------------------------------------------ rates

-- The price of each night, which a booking freezes: the room's own rate, else the season's, else the type's; weekend
-- nights by the hotel's setting; an extra bed for every guest above the type's occupancy. Day use costs its day.
-- The same as shared/domain/rate/nightly-price.ts, which a test holds it to.
create function public.nightly_rates(
  p_room_type_id uuid,
  p_check_in date,
  p_check_out date,
  p_guests integer default 2,
  p_room_id uuid default null,
  p_rate_plan_id uuid default null
) returns table (night date, amount numeric)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_type public.room_types;
  v_room public.rooms;
  v_plan uuid;
  v_weekend smallint[];
  v_extra_beds integer;
begin
  perform app.require_staff();
  perform app.check_stay(p_check_in, case when p_check_out = p_check_in then p_check_in + 1 else p_check_out end);
  if coalesce(p_guests, 0) < 1 then
    raise exception 'a stay needs a guest' using errcode = '22023', table = 'bookings', column = 'adults';
  end if;
  select * into v_type from public.room_types t where t.id = p_room_type_id;
  if not found then
    raise exception 'unknown room type' using errcode = '22023', table = 'bookings', column = 'room_type_id';
  end if;
  if p_room_id is not null then
    select * into v_room from public.rooms r where r.id = p_room_id;
    if not found then
      raise exception 'unknown room' using errcode = '22023', table = 'bookings', column = 'room_id';
    end if;
  end if;
  v_plan := coalesce(p_rate_plan_id, (select p.id from public.rate_plans p where p.is_default));
  select s.weekend_nights into v_weekend from public.hotel_settings s;
  v_extra_beds := greatest(p_guests - coalesce(v_room.max_occupancy, v_type.max_occupancy), 0);
  return query
    select
      n.night,
      coalesce(
        v_room.base_rate,
        case
          when s.id is null then case when w.is_weekend then coalesce(v_type.weekend_rate, v_type.base_rate) else v_type.base_rate end
          when w.is_weekend then coalesce(s.weekend_rate, s.base_rate)
          else s.base_rate
        end)
      + v_extra_beds * coalesce(s.extra_bed_rate, v_type.extra_bed_rate)
    from (
      select p_check_in + i as night
        from generate_series(0, greatest(p_check_out - p_check_in - 1, 0)) i) n
    cross join lateral (select extract(dow from n.night)::smallint = any (v_weekend) as is_weekend) w
    left join public.rate_seasons s
      on s.rate_plan_id = v_plan and s.room_type_id = p_room_type_id and n.night >= s.starts_on and n.night < s.ends_on
    order by n.night;
end
$$;

create function public.calculate_room_rate(
  p_room_type_id uuid,
  p_check_in date,
  p_check_out date,
  p_guests integer default 2,
  p_room_id uuid default null,
  p_rate_plan_id uuid default null
) returns numeric
language sql stable security definer
set search_path = ''
as $$
  select sum(n.amount) from public.nightly_rates(p_room_type_id, p_check_in, p_check_out, p_guests, p_room_id, p_rate_plan_id) n
$$;

-- ------------------------------------------------------------------ availability

-- Rooms that nobody may sleep in between two dates: held by a stay, held tonight by a guest who should have left, or
-- out of order. Out of service is a minor fault and stays in stock.
create function app.taken_rooms(p_check_in date, p_check_out date, p_exclude_booking_id uuid default null)
returns table (room_id uuid)
language sql stable
set search_path = ''
as $$
  select n.room_id
    from public.booking_nights n
   where n.holds_room and n.room_id is not null
     and n.night >= p_check_in and n.night < p_check_out
     and n.booking_id is distinct from p_exclude_booking_id
  union
  select b.room_id
    from public.bookings b, (select public.hotel_today() as d) today
   where b.status = 'checked_in' and b.check_out_date < today.d and b.room_id is not null
     and p_check_in <= today.d and p_check_out > today.d
     and b.id is distinct from p_exclude_booking_id
  union
  select k.room_id
    from public.room_blocks k
   where k.kind = 'out_of_order' and k.released_at is null
     and k.starts_on < p_check_out and k.ends_on > p_check_in
$$;

-- One room, one question. The exclusion constraint on nights is what guarantees; this is the early answer for a screen.
create function public.check_room_availability(
  p_room_id uuid,
  p_check_in date,
  p_check_out date,
  p_exclude_booking_id uuid default null
) returns boolean
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_today date;
begin
  perform app.require_staff();
  perform app.check_stay(p_check_in, p_check_out);
  v_today := public.hotel_today();
  return exists (select from public.rooms r where r.id = p_room_id and r.is_active)
    and not exists (
      select from public.booking_nights n
       where n.room_id = p_room_id and n.holds_room and n.night >= p_check_in and n.night < p_check_out
         and n.booking_id is distinct from p_exclude_booking_id)
    and not exists (
      select from public.bookings b
       where b.room_id = p_room_id and b.status = 'checked_in' and b.check_out_date < v_today
         and p_check_in <= v_today and p_check_out > v_today
         and b.id is distinct from p_exclude_booking_id)
    and not exists (
      select from public.room_blocks k
       where k.room_id = p_room_id and k.kind = 'out_of_order' and k.released_at is null
         and k.starts_on < p_check_out and k.ends_on > p_check_in);
end
$$;

create function public.available_rooms(p_check_in date, p_check_out date, p_room_type_id uuid default null)
returns table (
  id uuid,
  room_number varchar,
  room_type_id uuid,
  floor integer,
  housekeeping_status public.housekeeping_status_enum
)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform app.require_staff();
  perform app.check_stay(p_check_in, p_check_out);
  return query
    select r.id, r.room_number, r.room_type_id, r.floor, r.housekeeping_status
      from public.rooms r
     where r.is_active
       and (p_room_type_id is null or r.room_type_id = p_room_type_id)
       and r.id not in (select t.room_id from app.taken_rooms(p_check_in, p_check_out) t)
     order by r.room_number;
end
$$;

-- What a booking form asks: per type, how many rooms are left on the worst night. A booking without a room counts
-- against the type it was sold as, one with a room against that room's type, a guest who should have left beside
-- whoever has the room next: so a type can be oversold, and is then below zero. As the terminals count it.
create function public.room_type_availability(p_check_in date, p_check_out date)
returns table (room_type_id uuid, rooms integer, free integer)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_today date;
begin
  perform app.require_staff();
  perform app.check_stay(p_check_in, p_check_out);
  v_today := public.hotel_today();
  return query
    with stock as (
      select r.room_type_id as type_id, count(*)::integer as n
        from public.rooms r
       where r.is_active
       group by 1
    ),
    gone as (
      select coalesce(r.room_type_id, n.room_type_id) as type_id, n.night
        from public.booking_nights n
        left join public.rooms r on r.id = n.room_id
       where n.holds_room and n.night >= p_check_in and n.night < p_check_out
      union all
      select r.room_type_id, v_today
        from public.bookings b
        join public.rooms r on r.id = b.room_id
       where b.status = 'checked_in' and b.check_out_date < v_today and v_today >= p_check_in and v_today < p_check_out
      union all
      select r.room_type_id, p_check_in + i
        from generate_series(0, p_check_out - p_check_in - 1) i
        join public.room_blocks k on p_check_in + i >= k.starts_on and p_check_in + i < k.ends_on
        join public.rooms r on r.id = k.room_id and r.is_active
       where k.kind = 'out_of_order' and k.released_at is null
    ),
    worst as (
      select x.type_id, max(x.n) as n
        from (select g.type_id, count(*)::integer as n from gone g group by g.type_id, g.night) x
       group by 1
    )
    select t.id, coalesce(s.n, 0), coalesce(s.n, 0) - coalesce(w.n, 0)
      from public.room_types t
      left join stock s on s.type_id = t.id
      left join worst w on w.type_id = t.id
     where t.is_active
     order by t.display_order, t.code;
end
$$;

-- ------------------------------------------------------------------ guests

-- The design's full text, in its right form: 'simple' keeps every name whole, where 'english' dropped "An Do" and made
-- "Billings" of "bill". The trigram index answers any part of three letters or more; this one the whole words of two.
create function app.guest_words(p_search_text text) returns tsvector
language sql immutable parallel safe
return to_tsvector('simple'::regconfig, translate(p_search_text, '@._-+', '     '));

create index idx_customers_search on public.customers using gin (app.guest_words(search_text));

-- Guest search by any part of name, mail, phone, company or code. LIKE and @@ are not leakproof, so under row security
-- the planner must not use either index (404 ms for a million guests, against 1 to 18): the role is asked once and the
-- search runs with the owner's rights.
create function public.search_customers(p_query text, p_limit integer default 20)
returns table (
  id uuid,
  full_name varchar,
  email varchar,
  phone varchar,
  company_name varchar,
  vip_status boolean,
  blacklisted boolean,
  last_stay_date date
)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_query text := trim(app.norm(coalesce(p_query, '')));
  v_condition text;
begin
  perform app.require_role('front_desk', 'manager', 'admin', 'accountant', 'auditor');
  if v_query ~ '^[+0-9 ().-]+$' then
    v_query := app.digits(v_query);
  end if;
  select string_agg(
    case when length(w) >= 3
      then format('c.search_text like %L', '%' || replace(replace(replace(w, '\', '\\'), '%', '\%'), '_', '\_') || '%')
      else format('app.guest_words(c.search_text) @@ pg_catalog.plainto_tsquery(''simple'', %L)', w) end, ' and ')
    into v_condition
    from regexp_split_to_table(v_query, '\s+') w
   where length(w) >= 2;
  if v_condition is null then
    return;                                                -- one letter is nobody's name and half the hotel's
  end if;
  return query execute
    'select c.id, c.full_name, c.email, c.phone, c.company_name, c.vip_status, c.blacklisted, c.last_stay_date
       from public.customers c
      where c.merged_into is null and ' || v_condition || '
      order by c.vip_status desc, c.last_stay_date desc nulls last, c.full_name
      limit $1'
    using least(greatest(coalesce(p_limit, 20), 1), 200);
end
$$;

revoke execute on all functions in schema app from public, anon, authenticated;
revoke execute on function
  public.nightly_rates(uuid, date, date, integer, uuid, uuid),
  public.calculate_room_rate(uuid, date, date, integer, uuid, uuid),
  public.check_room_availability(uuid, date, date, uuid),
  public.available_rooms(date, date, uuid),
  public.room_type_availability(date, date),
  public.search_customers(text, integer)
from public, anon, authenticated;
grant execute on function
  public.nightly_rates(uuid, date, date, integer, uuid, uuid),
  public.calculate_room_rate(uuid, date, date, integer, uuid, uuid),
  public.check_room_availability(uuid, date, date, uuid),
  public.available_rooms(date, date, uuid),
  public.room_type_availability(date, date),
  public.search_customers(text, integer)
to app_user;

-- migrate:down
