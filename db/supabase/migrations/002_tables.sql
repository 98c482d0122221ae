-- migrate:up

-- Every table of the design and what a front desk needs beside it. Names follow the design; a row is never
-- deleted where money, a guest or an audit hangs on it. Each synced table has a uuid `id`.

-- ------------------------------------------------------------------ the hotel and its staff

create table public.hotel_settings (
  id uuid primary key default '00000000-0000-7000-8000-000000000001'
    check (id = '00000000-0000-7000-8000-000000000001'),   -- one row
  hotel_name varchar(100) not null default 'Hotel',
  legal_name varchar(200),
  tax_id varchar(50),
  address_line1 varchar(255),
  address_line2 varchar(255),
  city varchar(100),
  postal_code varchar(20),
  country varchar(100),
  phone varchar(30),
  email varchar(255),
  time_zone text not null default 'UTC',
  currency char(3) not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  language varchar(10) not null default 'en',
  weekend_nights smallint[] not null default '{5,6}',      -- day of week of the night: Friday, Saturday
  prices_include_tax boolean not null default true,
  check_in_time time not null default '14:00',
  check_out_time time not null default '12:00',
  late_check_out_fee numeric(14,2) not null default 0 check (late_check_out_fee >= 0),
  auto_move_parked boolean not null default false,         -- a stay that lost its room gets a free one of its type by itself
  lease_rooms smallint not null default 2 check (lease_rooms between 0 and 20),     -- rooms of each type that a terminal may sell alone
  lease_hours smallint not null default 24 check (lease_hours between 1 and 168),   -- for how long after it was last heard of
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table public.user_profiles (
  id uuid primary key default gen_random_uuid(),           -- = auth.users.id
  email varchar(255) not null unique,
  username varchar(50) not null unique,
  full_name varchar(100) not null,
  phone varchar(20),
  role public.user_role_enum not null,
  department varchar(50),
  employee_id varchar(50) unique,
  is_active boolean not null default true,
  is_super_admin boolean not null default false,
  account_status public.account_status_enum not null default 'active',
  last_login timestamptz(3),
  password_changed_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

do $$
begin
  if to_regclass('auth.users') is not null then
    alter table public.user_profiles
      add constraint user_profiles_auth_fkey foreign key (id) references auth.users (id) on delete restrict;
  end if;
end
$$;

create table public.terminals (
  id uuid primary key default gen_random_uuid(),
  name varchar(60) not null,
  series varchar(4) not null unique check (series ~ '^[A-Z]{1,4}$'),
  auth_user_id uuid not null unique,                       -- the device's own sign-in
  public_key text,                                         -- Ed25519, checks the signatures of its pushes
  enrolled_at timestamptz(3) not null default now(),
  revoked_at timestamptz(3),
  revoked_by uuid references public.user_profiles (id) on delete restrict,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

-- The last number given, per terminal, document and year (0 where numbering does not restart): gap-free, never reused.
create table public.number_series (
  id uuid primary key,
  terminal_id uuid not null references public.terminals (id) on delete restrict,
  document_type public.document_type_enum not null,
  year integer not null default 0 check (year = 0 or year between 2000 and 2199),
  last_number integer not null default 0 check (last_number >= 0),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (terminal_id, document_type, year)
);

create table public.business_days (
  id uuid primary key default gen_random_uuid(),
  business_date date not null unique check (isfinite(business_date)),
  status public.day_status_enum not null default 'open',
  opened_at timestamptz(3) not null default now(),
  closed_at timestamptz(3),
  closed_by uuid references public.user_profiles (id) on delete restrict,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint business_days_closed check ((status = 'closed') = (closed_at is not null))
);
create unique index business_days_one_open on public.business_days (status) where status = 'open';

-- ------------------------------------------------------------------ rooms and rates

create table public.room_types (
  id uuid primary key default gen_random_uuid(),
  name varchar(100) not null unique,
  code varchar(20) not null unique,
  description text,
  base_rate numeric(14,2) not null check (base_rate >= 0),
  weekend_rate numeric(14,2) check (weekend_rate >= 0),
  max_occupancy integer not null default 2 check (max_occupancy > 0),
  max_extra_beds integer not null default 1 check (max_extra_beds >= 0),
  extra_bed_rate numeric(14,2) not null default 0 check (extra_bed_rate >= 0),
  images jsonb not null default '[]' check (jsonb_typeof(images) = 'array'),
  size_sqm numeric(8,2),
  bed_configuration varchar(100),
  view_type varchar(50),
  is_active boolean not null default true,
  display_order integer not null default 0,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table public.amenities (
  id uuid primary key default gen_random_uuid(),
  code varchar(40) not null unique,
  name varchar(100) not null,
  icon varchar(50),
  is_active boolean not null default true,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table public.room_type_amenities (
  id uuid primary key default gen_random_uuid(),
  room_type_id uuid not null references public.room_types (id) on delete cascade,
  amenity_id uuid not null references public.amenities (id) on delete restrict,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (room_type_id, amenity_id)
);

create table public.rooms (
  id uuid primary key default gen_random_uuid(),
  room_number varchar(20) not null unique,
  room_type_id uuid not null references public.room_types (id) on delete restrict,
  floor integer not null constraint check_valid_floor check (floor between -5 and 200),
  status public.room_status_enum not null default 'available',   -- derived from stays, blocks and housekeeping
  housekeeping_status public.housekeeping_status_enum not null default 'clean',
  max_occupancy integer check (max_occupancy > 0),               -- null = the type's
  base_rate numeric(14,2) check (base_rate >= 0),                -- null = the type's
  features jsonb not null default '[]' check (jsonb_typeof(features) = 'array'),
  is_accessible boolean not null default false,
  is_active boolean not null default true,                       -- rooms are retired, never deleted
  last_cleaned timestamptz(3),
  seen_occupied boolean,                                   -- what housekeeping found, until the desk has looked into it
  seen_at timestamptz(3),
  maintenance_notes text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create table public.room_blocks (
  id uuid primary key default gen_random_uuid(),
  room_id uuid not null references public.rooms (id) on delete restrict,
  kind public.block_kind_enum not null,
  starts_on date not null,
  ends_on date not null,                                         -- half-open, like a stay
  reason varchar(200) not null,
  return_status public.housekeeping_status_enum not null default 'dirty',
  released_at timestamptz(3),
  created_by uuid references public.user_profiles (id) on delete restrict,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint room_blocks_dates check (ends_on > starts_on and isfinite(starts_on) and isfinite(ends_on)),
  constraint room_blocks_no_overlap exclude using gist (
    room_id with =, daterange(starts_on, ends_on, '[)') with &&) where (released_at is null)
);

create table public.rate_plans (
  id uuid primary key default gen_random_uuid(),
  code varchar(20) not null unique,
  name varchar(100) not null,
  description text,
  is_default boolean not null default false,
  is_active boolean not null default true,
  free_cancellation_days integer not null default 1 check (free_cancellation_days >= 0),   -- before the arrival
  cancellation_fee_nights integer not null default 0 check (cancellation_fee_nights >= 0), -- later than that
  no_show_fee_nights integer not null default 0 check (no_show_fee_nights >= 0),
  deposit_nights integer not null default 0 check (deposit_nights >= 0),                   -- paid in advance
  deposit_due_days integer not null default 0 check (deposit_due_days between 0 and 3650), -- before the arrival
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);
create unique index rate_plans_one_default on public.rate_plans (is_default) where is_default;

-- What a type costs under a plan in a season; nights outside every season cost the type's own rates.
create table public.rate_seasons (
  id uuid primary key default gen_random_uuid(),
  rate_plan_id uuid not null references public.rate_plans (id) on delete restrict,
  room_type_id uuid not null references public.room_types (id) on delete restrict,
  name varchar(60) not null,
  starts_on date not null,
  ends_on date not null,
  base_rate numeric(14,2) not null check (base_rate >= 0),
  weekend_rate numeric(14,2) check (weekend_rate >= 0),
  extra_bed_rate numeric(14,2) check (extra_bed_rate >= 0),
  min_nights integer not null default 1 check (min_nights >= 1),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint rate_seasons_dates check (ends_on > starts_on and isfinite(starts_on) and isfinite(ends_on)),
  constraint rate_seasons_no_overlap exclude using gist (
    rate_plan_id with =, room_type_id with =, daterange(starts_on, ends_on, '[)') with &&)
);

create table public.tax_rules (
  id uuid primary key default gen_random_uuid(),
  code varchar(20) not null,
  name varchar(100) not null,
  kind public.tax_kind_enum not null,
  rate_percent numeric(6,3) check (rate_percent >= 0 and rate_percent <= 100),
  amount_per_person_night numeric(14,2) check (amount_per_person_night >= 0),
  applies_to public.transaction_type_enum[] not null default '{room_charge}',
  exempt_under_age integer check (exempt_under_age between 0 and 120),
  max_nights integer check (max_nights > 0),
  valid_from date not null default '2000-01-01',
  valid_to date not null default '2200-01-01',
  is_active boolean not null default true,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (code, valid_from),
  constraint tax_rules_dates check (valid_to > valid_from),
  constraint tax_rules_shape check (
    (kind = 'vat' and rate_percent is not null and amount_per_person_night is null)
    or (kind = 'city_tax' and num_nonnulls(rate_percent, amount_per_person_night) = 1))
);

-- ------------------------------------------------------------------ guests and stays

create table public.customers (
  id uuid primary key default gen_random_uuid(),
  customer_code varchar(20) unique,
  full_name varchar(100) not null check (full_name ~ '\S'),
  email varchar(255),
  phone varchar(20),
  alternate_phone varchar(20),
  date_of_birth date,
  gender varchar(10),
  nationality varchar(50),
  id_type varchar(50),
  id_number bytea,                                         -- ciphertext; never leaves the server
  id_number_hash bytea,                                    -- keyed hash for exact lookup; never leaves the server
  id_number_last4 varchar(4),
  id_expiry date,
  address_line1 varchar(255),
  address_line2 varchar(255),
  city varchar(100),
  state varchar(100),
  country varchar(100),
  postal_code varchar(20),
  company_name varchar(255),
  tax_id bytea,                                            -- ciphertext; never leaves the server
  tax_id_hash bytea,                                       -- keyed hash for exact lookup; never leaves the server
  tax_id_last4 varchar(4),
  preferences jsonb not null default '{}' check (jsonb_typeof(preferences) = 'object'),
  tags text[] not null default '{}',
  vip_status boolean not null default false,
  blacklisted boolean not null default false,
  blacklist_reason text,
  merged_into uuid references public.customers (id) on delete restrict,
  anonymised_at timestamptz(3),                            -- nothing of the person is left here; the stays and documents are
  total_stays integer not null default 0,                  -- derived
  total_spent numeric(14,2) not null default 0,            -- derived
  last_stay_date date,                                     -- derived
  marketing_consent boolean not null default false,
  search_text text generated always as (app.norm(
    full_name || ' ' || coalesce(email, '') || ' ' || app.digits(phone) || ' ' || app.digits(alternate_phone)
    || ' ' || coalesce(company_name, '') || ' ' || coalesce(customer_code, ''))) stored,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint customers_id_number_pair check ((id_number is null) = (id_number_hash is null)),
  constraint customers_tax_id_pair check ((tax_id is null) = (tax_id_hash is null)),
  constraint customers_not_merged_into_self check (merged_into <> id)
);

create table public.booking_groups (
  id uuid primary key default gen_random_uuid(),
  group_code varchar(20) not null unique,
  name varchar(100) not null,
  contact_customer_id uuid references public.customers (id) on delete restrict,
  company_name varchar(200),                               -- the company or agency it comes from
  pays_rooms boolean not null default false,               -- the group pays for the rooms, each guest for the rest
  release_date date,                                       -- from this day rooms that nobody is named for are sold again
  -- what was agreed for a night: minor units of the hotel's currency by room type
  agreed_rates jsonb not null default '{}' check (jsonb_typeof(agreed_rates) = 'object'),
  notes text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

create sequence app.booking_code_seq;
create function app.next_booking_code() returns text
language sql volatile security definer
set search_path = ''
as $$ select 'BK' || lpad(nextval('app.booking_code_seq')::text, 8, '0') $$;

create table public.bookings (
  id uuid primary key default gen_random_uuid(),
  booking_code varchar(20) not null unique default app.next_booking_code(),  -- terminals send their own series
  customer_id uuid not null constraint fk_customer references public.customers (id) on delete restrict,
  booking_group_id uuid references public.booking_groups (id) on delete restrict,
  room_type_id uuid not null references public.room_types (id) on delete restrict,  -- the type sold and charged
  room_id uuid references public.rooms (id) on delete restrict,                     -- the room given, when there is one
  wanted_room_id uuid references public.rooms (id) on delete restrict,              -- parked: the room somebody else holds
  rate_plan_id uuid references public.rate_plans (id) on delete restrict,
  check_in_date date not null,
  check_out_date date not null,                            -- half-open; equal dates are day use
  check_in_time time not null default '14:00',
  check_out_time time not null default '12:00',
  actual_check_in timestamptz(3),
  actual_check_out timestamptz(3),
  adults integer not null default 1,
  children integer not null default 0,
  total_nights integer generated always as (check_out_date - check_in_date) stored,
  room_rate numeric(14,2) not null,                        -- the first night's; each night has its own price
  total_room_charge numeric(14,2) not null default 0,      -- derived from the nights
  extra_charges numeric(14,2) not null default 0,          -- derived from the ledger
  discounts numeric(14,2) not null default 0,              -- derived from the ledger
  taxes numeric(14,2) not null default 0,                  -- derived from the ledger
  total_amount numeric(14,2) generated always as (total_room_charge + extra_charges - discounts + taxes) stored,
  deposit_amount numeric(14,2) not null default 0,         -- asked for in advance
  deposit_due_date date,                                   -- to be paid by then
  paid_amount numeric(14,2) not null default 0,            -- derived from the payments
  status public.booking_status_enum not null default 'pending',
  source public.booking_source_enum not null default 'direct',
  commission_rate numeric(5,2) not null default 0,
  room_locked boolean not null default false,
  to_be_confirmed boolean not null default false,          -- sold beyond what its terminal could be sure of, and not yet sure
  do_not_disturb boolean not null default false,
  queued_at timestamptz(3),                                -- the guest is here and waits for the room
  hold_expires_at timestamptz(3),
  special_requests text,
  internal_notes text,
  cancellation_reason text,
  cancelled_at timestamptz(3),
  cancelled_by uuid references public.user_profiles (id) on delete restrict,
  created_by uuid references public.user_profiles (id) on delete restrict,
  terminal_id uuid references public.terminals (id) on delete restrict,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint check_dates check (check_out_date >= check_in_date and isfinite(check_in_date) and isfinite(check_out_date)
    and check_out_date - check_in_date <= 3660),
  constraint check_occupancy check (adults >= 1 and children >= 0),
  constraint check_positive_amount check (total_amount >= 0),
  constraint check_amount_parts check (room_rate >= 0 and total_room_charge >= 0 and discounts >= 0 and taxes >= 0),
  constraint check_deposit check (deposit_amount >= 0),
  constraint check_deposit_due check (isfinite(deposit_due_date)),
  constraint check_commission check (commission_rate between 0 and 100),
  -- Two parties may have been let into one room by desks that could not hear each other: the second keeps its stay, and
  -- the room it claims is the one it wants.
  constraint check_in_house_has_room check (
    status not in ('checked_in', 'checked_out') or num_nonnulls(room_id, wanted_room_id) > 0),
  constraint check_cancelled check (status <> 'cancelled' or cancelled_at is not null),
  constraint check_parked check (wanted_room_id is null or room_id is null),
  -- An overstay's nights do not overlap the next arrival's: at most one party in house per room.
  constraint bookings_one_in_house exclude using btree (room_id with =)
    where (status = 'checked_in') deferrable initially immediate
);

-- One row per night of a stay: the room it is spent in and its frozen price. Never deleted: a stay that is cut,
-- cancelled or checked out lets go of the room by `holds_room`. The id is derived from (booking, night).
create table public.booking_nights (
  id uuid primary key,
  booking_id uuid not null references public.bookings (id) on delete restrict,
  night date not null,
  room_id uuid references public.rooms (id) on delete restrict,
  room_type_id uuid not null references public.room_types (id) on delete restrict,
  amount numeric(14,2) not null check (amount >= 0),
  holds_room boolean not null default true,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (booking_id, night),
  constraint booking_nights_derived_id check (id = app.derived_id(booking_id, night::text)),
  -- No double booking, whatever the isolation level; deferrable, so that two stays can swap rooms in one statement.
  constraint bookings_no_double_booking exclude using gist (room_id with =, night with =)
    where (holds_room) deferrable initially immediate
);

create table public.booking_guests (
  id uuid primary key default gen_random_uuid(),
  booking_id uuid not null references public.bookings (id) on delete restrict,
  customer_id uuid references public.customers (id) on delete restrict,
  full_name varchar(100) not null check (full_name ~ '\S'),
  date_of_birth date,
  nationality varchar(50),
  is_child boolean not null default false,
  removed_at timestamptz(3),
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now()
);

-- ------------------------------------------------------------------ money

create table public.cashier_shifts (
  id uuid primary key default gen_random_uuid(),
  terminal_id uuid not null references public.terminals (id) on delete restrict,
  user_id uuid not null references public.user_profiles (id) on delete restrict,
  business_date date not null,
  opened_at timestamptz(3) not null default now(),
  opening_float numeric(14,2) not null default 0 check (opening_float >= 0),
  closed_at timestamptz(3),
  counted_cash numeric(14,2) check (counted_cash >= 0),
  notes text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint cashier_shifts_closed check ((closed_at is null) = (counted_cash is null))
);

create table public.invoices (
  id uuid primary key default gen_random_uuid(),
  invoice_number varchar(50) unique,                       -- given at issue, by the terminal's series; drafts carry none
  kind public.invoice_kind_enum not null default 'invoice',
  credit_note_of uuid references public.invoices (id) on delete restrict,
  booking_id uuid references public.bookings (id) on delete restrict,
  customer_id uuid not null references public.customers (id) on delete restrict,
  terminal_id uuid references public.terminals (id) on delete restrict,
  issue_date date,
  due_date date,
  currency char(3) not null default 'EUR',
  buyer_name varchar(255),
  buyer_tax_id varchar(50),
  buyer_address text,
  subtotal numeric(14,2) not null default 0,
  tax_amount numeric(14,2) not null default 0,
  discount_amount numeric(14,2) not null default 0,
  total_amount numeric(14,2) not null default 0,
  paid_amount numeric(14,2) not null default 0,            -- derived from the payments
  balance_due numeric(14,2) generated always as (total_amount - paid_amount) stored,
  status public.invoice_status_enum not null default 'draft',
  payment_terms varchar(100),
  notes text,
  created_by uuid references public.user_profiles (id) on delete restrict,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint check_invoice_total check (total_amount = subtotal + tax_amount - discount_amount),
  constraint check_invoice_issued check (status = 'draft' or (invoice_number is not null and issue_date is not null)),
  constraint check_credit_note check ((kind = 'credit_note') = (credit_note_of is not null)),
  constraint check_due check (due_date >= issue_date),
  constraint invoices_id_booking_key unique (id, booking_id)
);

create table public.payments (
  id uuid primary key default gen_random_uuid(),           -- made by the terminal: a retry is the same payment
  payment_code varchar(50) not null unique,
  invoice_id uuid references public.invoices (id) on delete restrict,
  booking_id uuid constraint fk_booking references public.bookings (id) on delete restrict,
  refund_of uuid references public.payments (id) on delete restrict,
  amount numeric(14,2) not null check (amount > 0),
  tendered_amount numeric(14,2) check (tendered_amount >= amount),
  payment_method public.payment_method_enum not null,
  payment_date timestamptz(3) not null default now(),
  business_date date not null,
  terminal_id uuid references public.terminals (id) on delete restrict,
  shift_id uuid references public.cashier_shifts (id) on delete restrict,
  transaction_reference varchar(100),
  card_last_four varchar(4) check (card_last_four ~ '^[0-9]{4}$'),
  card_type varchar(20),
  card_data bytea,                                         -- ciphertext of the provider's token; never leaves the server
  bank_name varchar(100),
  status public.payment_status_enum not null default 'pending',
  suspense_reason text,                                    -- money that found no booking waits here, in sight
  notes text,
  processed_by uuid references public.user_profiles (id) on delete restrict,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint check_payment_target check (num_nonnulls(invoice_id, booking_id, suspense_reason) >= 1),
  constraint payments_invoice_of_booking foreign key (invoice_id, booking_id) references public.invoices (id, booking_id)
);

-- The folio ledger: append-only. Charges positive, payments and discounts negative; the balance is the sum.
create table public.transactions (
  id uuid primary key default gen_random_uuid(),
  booking_id uuid references public.bookings (id) on delete restrict,
  invoice_id uuid,
  payment_id uuid references public.payments (id) on delete restrict,
  booking_night_id uuid references public.booking_nights (id) on delete restrict,
  reverses_id uuid unique references public.transactions (id) on delete restrict,
  type public.transaction_type_enum not null,
  description varchar(200) not null,
  business_date date not null,
  quantity numeric(10,2) not null default 1,
  unit_price numeric(14,2),
  amount numeric(14,2) not null,
  terminal_id uuid references public.terminals (id) on delete restrict,
  shift_id uuid references public.cashier_shifts (id) on delete restrict,
  posted_by uuid references public.user_profiles (id) on delete restrict,
  suspense_reason text,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint check_transaction_target check (num_nonnulls(booking_id, suspense_reason) >= 1),
  constraint check_sign check (reverses_id is not null or case type
    when 'payment' then amount < 0
    when 'discount' then amount <= 0
    when 'adjustment' then true
    else amount >= 0 end),
  constraint check_payment_link check ((type in ('payment', 'refund')) = (payment_id is not null)),
  foreign key (invoice_id, booking_id) references public.invoices (id, booking_id)
);
create unique index transactions_one_line_per_payment on public.transactions (payment_id)
  where payment_id is not null and reverses_id is null;
-- Posting a night twice is impossible, however often it is run.
create unique index transactions_one_line_per_night on public.transactions (booking_night_id)
  where booking_night_id is not null and reverses_id is null and type = 'room_charge';

-- What an invoice said on the day it was issued: copied, not referenced.
create table public.invoice_lines (
  id uuid primary key default gen_random_uuid(),
  invoice_id uuid not null references public.invoices (id) on delete restrict,
  line_number integer not null check (line_number > 0),
  transaction_id uuid references public.transactions (id) on delete restrict,
  tax_rule_id uuid references public.tax_rules (id) on delete restrict,
  description varchar(200) not null,
  quantity numeric(10,2) not null default 1,
  unit_price numeric(14,2) not null,
  net_amount numeric(14,2) not null,
  tax_rate_percent numeric(6,3) not null default 0,
  tax_amount numeric(14,2) not null default 0,
  total_amount numeric(14,2) generated always as (net_amount + tax_amount) stored,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  unique (invoice_id, line_number)
);

-- ------------------------------------------------------------------ audit

-- No foreign key on user_id: an audit row must never keep a change from being written.
create table public.audit_logs (
  id uuid primary key default gen_random_uuid(),
  table_name varchar(63) not null,
  record_id uuid,
  action varchar(20) not null,                             -- INSERT, UPDATE, DELETE, DECRYPT
  user_id uuid,
  old_values jsonb,
  new_values jsonb,
  ip_address inet,
  user_agent text,
  terminal_id uuid,                                        -- where it was done; null when done at the server
  op_id uuid,                                              -- the terminal's command that did it
  command varchar(60),                                     -- that command's name, as the contract names it
  business_date date,
  offline boolean not null default false,                  -- done while the terminal had no line
  created_at timestamptz(3) not null default now()         -- when it was done, by the clock of whoever did it
);

-- ------------------------------------------------------------------ indexes (those the tables' own keys do not give)

create index idx_rooms_type on public.rooms (room_type_id);
create index idx_room_type_amenities_amenity on public.room_type_amenities (amenity_id);
create index idx_rate_seasons_type on public.rate_seasons (room_type_id);
create index idx_customers_search_trgm on public.customers using gin (search_text extensions.gin_trgm_ops);
create index idx_customers_id_number on public.customers (id_number_hash) where id_number_hash is not null;
create index idx_customers_tax_id on public.customers (tax_id_hash) where tax_id_hash is not null;
create index idx_customers_merged on public.customers (merged_into) where merged_into is not null;
create index idx_booking_groups_contact on public.booking_groups (contact_customer_id) where contact_customer_id is not null;
create index idx_bookings_customer on public.bookings (customer_id, check_in_date desc);
create index idx_bookings_room on public.bookings (room_id, check_in_date);
create index idx_bookings_wanted_room on public.bookings (wanted_room_id) where wanted_room_id is not null;
create index idx_bookings_type on public.bookings (room_type_id, check_in_date);
create index idx_bookings_group on public.bookings (booking_group_id) where booking_group_id is not null;
create index idx_bookings_dates on public.bookings (check_in_date, check_out_date);
create index idx_bookings_arrivals on public.bookings (check_in_date) where status in ('pending', 'confirmed', 'guaranteed');
create index idx_bookings_in_house on public.bookings (check_out_date) where status = 'checked_in';
create index idx_booking_nights_held on public.booking_nights (night, room_type_id) where holds_room;
create index idx_booking_nights_room on public.booking_nights (room_id, night);
create index idx_booking_guests_booking on public.booking_guests (booking_id);
create index idx_booking_guests_customer on public.booking_guests (customer_id) where customer_id is not null;
create index idx_cashier_shifts_terminal on public.cashier_shifts (terminal_id, business_date);
create index idx_cashier_shifts_user on public.cashier_shifts (user_id);
create index idx_invoices_booking_status on public.invoices (booking_id, status);
create index idx_invoices_customer on public.invoices (customer_id);
create index idx_invoices_status on public.invoices (due_date) where status in ('sent', 'partial', 'overdue');
create index idx_invoices_credit_note_of on public.invoices (credit_note_of) where credit_note_of is not null;
create index idx_payments_booking on public.payments (booking_id);
create index idx_payments_invoice on public.payments (invoice_id) where invoice_id is not null;
create index idx_payments_refund_of on public.payments (refund_of) where refund_of is not null;
create index idx_payments_date on public.payments (business_date);
create index idx_payments_shift on public.payments (shift_id) where shift_id is not null;
create index idx_payments_suspense on public.payments (created_at) where suspense_reason is not null;
create index idx_transactions_booking on public.transactions (booking_id, business_date);
create index idx_transactions_invoice on public.transactions (invoice_id, booking_id) where invoice_id is not null;
create index idx_transactions_payment on public.transactions (payment_id) where payment_id is not null;
create index idx_transactions_night on public.transactions (booking_night_id) where booking_night_id is not null;
create index idx_transactions_date on public.transactions (business_date);
create index idx_invoice_lines_transaction on public.invoice_lines (transaction_id) where transaction_id is not null;
-- Behind the foreign keys that nothing above serves: without one, taking away a parent reads the whole of its children.
create index idx_terminals_revoked_by on public.terminals (revoked_by) where revoked_by is not null;
create index idx_business_days_closed_by on public.business_days (closed_by) where closed_by is not null;
create index idx_room_blocks_created_by on public.room_blocks (created_by) where created_by is not null;
create index idx_bookings_rate_plan on public.bookings (rate_plan_id) where rate_plan_id is not null;
create index idx_bookings_created_by on public.bookings (created_by) where created_by is not null;
create index idx_bookings_cancelled_by on public.bookings (cancelled_by) where cancelled_by is not null;
create index idx_bookings_terminal on public.bookings (terminal_id) where terminal_id is not null;
create index idx_booking_nights_type on public.booking_nights (room_type_id);
create index idx_invoices_created_by on public.invoices (created_by) where created_by is not null;
create index idx_invoices_terminal on public.invoices (terminal_id) where terminal_id is not null;
create index idx_payments_processed_by on public.payments (processed_by) where processed_by is not null;
create index idx_payments_terminal on public.payments (terminal_id) where terminal_id is not null;
create index idx_transactions_posted_by on public.transactions (posted_by) where posted_by is not null;
create index idx_transactions_shift on public.transactions (shift_id) where shift_id is not null;
create index idx_transactions_terminal on public.transactions (terminal_id) where terminal_id is not null;
create index idx_invoice_lines_tax_rule on public.invoice_lines (tax_rule_id) where tax_rule_id is not null;
create index idx_audit_table_record on public.audit_logs (table_name, record_id);
create index idx_audit_user on public.audit_logs (user_id, created_at);
create index idx_audit_created on public.audit_logs using brin (created_at);
create index idx_audit_op on public.audit_logs (op_id) where op_id is not null;

insert into public.hotel_settings default values;

-- migrate:down
