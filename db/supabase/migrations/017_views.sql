-- migrate:up

-- The design's views. They run with the caller's rights: the design's ran with the owner's, past row security.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 17;

-- Exactly one row a room, on the hotel's day: who sleeps there tonight, who is still there, who comes next.
create view public.room_availability with (security_invoker = true) as
with today as materialized (select public.hotel_today() as d)
select
  r.id,
  r.room_number,
  r.status,
  r.housekeeping_status,
  rt.name as room_type,
  coalesce(r.base_rate, rt.base_rate) as base_rate,
  case
    when b.status = 'checked_in' then 'occupied'
    when k.id is not null then k.kind::text
    when b.id is not null then 'reserved'
    else 'available'
  end as availability_status,
  b.check_in_date,
  b.check_out_date,
  c.full_name as guest_name,
  coalesce(b.status = 'checked_in' and b.check_out_date < today.d, false) as overdue,
  next_stay.check_in_date as next_arrival
from public.rooms r
cross join today
join public.room_types rt on rt.id = r.room_type_id
left join lateral (
  -- Whoever is in the room comes before whoever is expected in it: the turnover day has one row.
  select x.id, x.status, x.check_in_date, x.check_out_date, x.customer_id
  from (
    select i.id, i.status, i.check_in_date, i.check_out_date, i.customer_id
    from public.bookings i
    where i.room_id = r.id and i.status = 'checked_in'
    union all
    select e.id, e.status, e.check_in_date, e.check_out_date, e.customer_id
    from public.booking_nights n
    join public.bookings e on e.id = n.booking_id
    where n.room_id = r.id and n.night = today.d and n.holds_room and e.status <> 'checked_in'
  ) x
  order by (x.status = 'checked_in') desc
  limit 1
) b on true
left join lateral (
  select k.id, k.kind
  from public.room_blocks k
  where k.room_id = r.id and k.released_at is null and today.d >= k.starts_on and today.d < k.ends_on
  limit 1
) k on true
left join lateral (
  select n.night as check_in_date
  from public.booking_nights n
  join public.bookings x on x.id = n.booking_id
  where n.room_id = r.id and n.holds_room and n.night >= today.d and n.booking_id is distinct from b.id
    and x.status in ('pending', 'confirmed', 'guaranteed')
  order by n.night
  limit 1
) next_stay on true
left join public.customers c on c.id = b.customer_id
where r.is_active
  -- A role that sees no bookings gets no rows rather than wrong ones.
  and (not row_security_active('public.bookings')
    or (select app.has_role('front_desk', 'manager', 'admin', 'accountant', 'auditor')));

create view public.booking_summary with (security_invoker = true) as
select
  b.id,
  b.booking_code,
  c.full_name as guest_name,
  c.email,
  c.phone,
  r.room_number,
  rt.name as room_type,
  b.check_in_date,
  b.check_out_date,
  b.total_nights,
  b.total_amount,
  b.paid_amount,
  b.total_amount - b.paid_amount as balance_due,
  b.status,
  b.created_at
from public.bookings b
join public.customers c on c.id = b.customer_id
join public.room_types rt on rt.id = b.room_type_id
left join public.rooms r on r.id = b.room_id;

-- Takings by the hotel's day, net of refunds. Revenue by night is monthly_occupancy.
create view public.daily_revenue with (security_invoker = true) as
select
  p.business_date as date,
  count(distinct p.booking_id) as total_bookings,
  count(*) as total_payments,
  sum(case when p.refund_of is null then p.amount else -p.amount end) as total_revenue,
  round(avg(p.amount) filter (where p.refund_of is null), 2) as average_payment,
  string_agg(distinct p.payment_method::text, ', ') as payment_methods
from public.payments p
where p.status in ('completed', 'refunded')
group by p.business_date;

-- The design's room_types.amenities, given back from the two tables it became.
create view public.room_type_details with (security_invoker = true) as
select
  rt.*,
  coalesce((
    select jsonb_agg(a.code order by a.code)
    from public.room_type_amenities x
    join public.amenities a on a.id = x.amenity_id
    where x.room_type_id = rt.id), '[]') as amenities
from public.room_types rt;

-- The ledger against the derived columns: drift is always 0.
create view public.folio_balance with (security_invoker = true) as
select
  b.id,
  b.booking_code,
  coalesce(sum(t.amount), 0) as balance,
  coalesce(-sum(t.amount) filter (where t.type in ('payment', 'refund')), 0) - b.paid_amount as drift
from public.bookings b
left join public.transactions t on t.booking_id = b.id
group by b.id;

-- What housekeeping may know of a room: dates without guests or money. Owner's rights on purpose.
create view public.housekeeping_board with (security_barrier = true) as
select
  r.id,
  r.room_number,
  r.floor,
  r.housekeeping_status,
  r.last_cleaned,
  r.maintenance_notes,
  exists (select from public.bookings b where b.room_id = r.id and b.status = 'checked_in') as occupied,
  exists (
    select from public.bookings b
    where b.room_id = r.id and b.status = 'checked_in' and b.check_out_date <= (select public.hotel_today())) as due_out,
  exists (
    select from public.bookings b
    where b.room_id = r.id and b.status in ('pending', 'confirmed', 'guaranteed')
      and b.check_in_date = (select public.hotel_today())) as arrival_today
from public.rooms r
where r.is_active and (select app.has_role('housekeeping', 'front_desk', 'manager', 'admin'));

-- ------------------------------------------------------------------ the months

-- Stays that count, and their nights. The archive's migration adds its own to both.
create view app.stays_sold as
select b.id, b.customer_id, b.check_in_date, b.total_nights
from public.bookings b
where b.status in ('confirmed', 'guaranteed', 'checked_in', 'checked_out');

create view app.nights_sold as
select n.booking_id, b.customer_id, n.night, n.amount
from public.booking_nights n
join public.bookings b on b.id = n.booking_id
where b.status in ('confirmed', 'guaranteed', 'checked_in', 'checked_out')
  and n.night >= b.check_in_date and n.night < b.check_out_date;

-- Room nights by month, split where a stay crosses a border, with occupancy, ADR and RevPAR: sums first, divide last.
-- Rooms available are those active today less those out of order on the night: past stock is nowhere recorded.
create materialized view public.monthly_occupancy as
with nights as (
  select
    date_trunc('month', n.night::timestamp)::date as month,
    count(*)::integer as room_nights_sold,
    sum(n.amount) as revenue,
    count(distinct n.customer_id)::integer as unique_guests
  from app.nights_sold n
  group by 1
),
arrivals as (
  select
    date_trunc('month', b.check_in_date::timestamp)::date as month,
    count(*)::integer as total_bookings,
    avg(b.total_nights) as avg_nights
  from app.stays_sold b
  group by 1
),
months as (
  select
    m.month,
    coalesce(a.total_bookings, 0) as total_bookings,
    round(a.avg_nights, 2) as avg_nights,
    coalesce(n.revenue, 0) as revenue,
    coalesce(n.unique_guests, 0) as unique_guests,
    coalesce(n.room_nights_sold, 0) as room_nights_sold,
    (m.month + interval '1 month')::date as next_month
  from (select month from nights union select month from arrivals) m
  left join nights n on n.month = m.month
  left join arrivals a on a.month = m.month
),
blocks as (
  select k.starts_on,
    case when k.released_at is null then k.ends_on
      else least(k.ends_on, greatest(k.starts_on, (k.released_at at time zone s.time_zone)::date)) end as ends_on
  from public.room_blocks k
  join public.rooms r on r.id = k.room_id and r.is_active
  cross join public.hotel_settings s
  where k.kind = 'out_of_order'
),
supply as (
  select
    m.month,
    (select count(*) from public.rooms r where r.is_active) * (m.next_month - m.month)
    - coalesce((
      select sum(least(k.ends_on, m.next_month) - greatest(k.starts_on, m.month))
      from blocks k
      where k.starts_on < m.next_month and k.ends_on > m.month), 0) as room_nights_available
  from months m
)
select
  m.month,
  m.total_bookings,
  m.avg_nights,
  m.revenue,
  m.unique_guests,
  m.room_nights_sold,
  s.room_nights_available::integer as room_nights_available,
  round(100.0 * m.room_nights_sold / nullif(s.room_nights_available, 0), 2) as occupancy_pct,
  round(m.revenue / nullif(m.room_nights_sold, 0), 2) as adr,
  round(m.revenue / nullif(s.room_nights_available, 0), 2) as revpar
from months m
join supply s on s.month = m.month;

create unique index monthly_occupancy_month on public.monthly_occupancy (month);   -- REFRESH CONCURRENTLY needs it

-- Materialised views have no row security of their own.
create function public.get_monthly_occupancy() returns setof public.monthly_occupancy
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform app.require_role('manager', 'admin', 'accountant', 'auditor');
  return query select * from public.monthly_occupancy m order by m.month;
end
$$;

revoke execute on function public.get_monthly_occupancy() from public, anon, authenticated;
revoke all on public.monthly_occupancy, public.room_availability, public.booking_summary, public.daily_revenue,
  public.room_type_details, public.folio_balance, public.housekeeping_board from public, anon, authenticated;
grant select on public.room_availability, public.booking_summary, public.daily_revenue, public.room_type_details,
  public.folio_balance, public.housekeeping_board to app_user;
grant execute on function public.get_monthly_occupancy() to app_user;

-- migrate:down
