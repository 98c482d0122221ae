-- migrate:up

-- Schemas, extensions, roles, enums and the helpers that table definitions need.
-- Loads on a hosted Supabase project as its `postgres` role, and on plain Postgres 15 or later as the owner.

create schema if not exists extensions;
create schema if not exists app;        -- helpers; not exposed by the REST API
create schema if not exists private;    -- keys; nobody but the owner
create schema if not exists sync;       -- what terminals and server say to each other
create schema if not exists monitoring;

create extension if not exists pgcrypto with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;
create extension if not exists btree_gist with schema extensions;
create extension if not exists pg_trgm with schema extensions;
create extension if not exists unaccent with schema extensions;

-- The design's migration record. dbmate keeps `version` here; the Supabase CLI keeps a record of its own.
create table if not exists public.schema_migrations (version varchar(255) primary key);
alter table public.schema_migrations
  add column if not exists applied_at timestamptz not null default now();

do $$
declare
  v_role text;
begin
  foreach v_role in array array['anon', 'authenticated', 'app_user', 'app_backend'] loop
    if not exists (select from pg_roles where rolname = v_role) then
      execute format('create role %I nologin', v_role);
    end if;
  end loop;
  -- `authenticated` is NOINHERIT on Supabase, so that membership alone would grant nothing.
  if current_setting('server_version_num')::int >= 160000 then
    execute 'grant app_user to authenticated with inherit true';
    execute 'grant app_user to app_backend with inherit true';
  else
    alter role authenticated inherit;
    grant app_user to authenticated;
    grant app_user to app_backend;
  end if;
end
$$;

create type public.room_status_enum as enum (
  'available', 'occupied', 'maintenance', 'cleaning', 'blocked', 'reserved');
create type public.housekeeping_status_enum as enum (
  'dirty', 'pickup', 'clean', 'inspected');
create type public.block_kind_enum as enum (
  'out_of_order', 'out_of_service');
create type public.booking_status_enum as enum (
  'pending', 'confirmed', 'guaranteed', 'checked_in', 'checked_out', 'cancelled', 'no_show');
create type public.booking_source_enum as enum (
  'direct', 'website', 'phone', 'walk_in', 'ota', 'corporate', 'group');
create type public.invoice_status_enum as enum (
  'draft', 'sent', 'paid', 'partial', 'overdue', 'cancelled', 'refunded');
create type public.invoice_kind_enum as enum (
  'invoice', 'credit_note');
create type public.user_role_enum as enum (
  'admin', 'manager', 'front_desk', 'housekeeping', 'accountant', 'auditor');
create type public.account_status_enum as enum (
  'invited', 'active', 'suspended', 'disabled');
create type public.payment_method_enum as enum (
  'cash', 'card', 'bank_transfer', 'mobile_wallet', 'voucher', 'city_ledger', 'other');
create type public.payment_status_enum as enum (
  'pending', 'completed', 'failed', 'refunded', 'voided');
create type public.transaction_type_enum as enum (
  'room_charge', 'extra_charge', 'tax', 'discount', 'payment', 'refund', 'adjustment');
create type public.document_type_enum as enum (
  'booking', 'guest', 'payment', 'invoice', 'credit_note', 'receipt', 'registration_card');
create type public.tax_kind_enum as enum (
  'vat', 'city_tax');
create type public.day_status_enum as enum (
  'open', 'closed');

-- Bodies that are parsed when they are made need no search path of their own, whoever calls them with whatever path:
-- index maintenance runs with pg_catalog alone.
create function app.norm(p_text text) returns text
language sql immutable parallel safe strict
return lower(extensions.unaccent('extensions.unaccent', p_text));

create function app.digits(p_text text) returns text
language sql immutable parallel safe
return regexp_replace(coalesce(p_text, ''), '\D', '', 'g');

-- The UUID v5 of a name within a namespace: terminals derive the same ids for rows that follow from others.
create function app.derived_id(p_namespace uuid, p_name text) returns uuid
language sql immutable parallel safe strict
return extensions.uuid_generate_v5(p_namespace, p_name);

-- migrate:down
