-- migrate:up

-- Document numbers, tax ids and card tokens are kept as ciphertext beside a keyed hash for exact look-up and the last
-- four for the eye. It protects dumps, backups and SELECTs that do not hold the key; not against the owner, who can read
-- it. What an invoice prints (buyer_tax_id) and the hotel's own tax id are no secrets and stay in clear.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 19;

create table private.app_keys (
  name text not null,
  version integer not null check (version > 0),
  secret text not null,
  created_at timestamptz(3) not null default now(),
  primary key (name, version)
);
revoke all on private.app_keys from public, anon, authenticated;
insert into private.app_keys (name, version, secret)
select n, 1, encode(extensions.gen_random_bytes(32), 'base64') from unnest(array['pii', 'pii_hash']) n;

-- Where a key is: in Supabase Vault under `front_desk_<name>`, else in the server setting `app.key_<name>`, else in
-- private.app_keys, whose data a dump leaves out with --exclude-table-data=private.app_keys. A setting is believed only
-- where no stranger can have made it: from the owner's own sessions and from PostgREST.
create function private.key(p_name text, out secret text, out kept_in text)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  if to_regclass('vault.decrypted_secrets') is not null then
    execute 'select s.decrypted_secret from vault.decrypted_secrets s where s.name = $1'
      into secret using 'front_desk_' || p_name;
    kept_in := 'vault';
  end if;
  if secret is null and (session_user = 'authenticator' or has_schema_privilege(session_user, 'private', 'create')) then
    secret := nullif(current_setting('app.key_' || p_name, true), '');
    kept_in := 'setting';
  end if;
  if secret is null then
    select k.secret into secret from private.app_keys k where k.name = p_name order by k.version desc limit 1;
    kept_in := 'table';
  end if;
  if secret is null then
    raise exception 'there is no key named %', p_name using errcode = '55000';
  end if;
end
$$;

create function private.key_of(p_name text) returns text
language sql stable
set search_path = ''
as $$ select k.secret from private.key(p_name) k $$;

-- 256 random bits need no stretching: s2k-mode 1 takes 0.007 ms a value, the default 0.27.
create function private.encrypt(p_clear text, p_key text default private.key_of('pii')) returns bytea
language sql volatile strict
set search_path = ''
as $$ select extensions.pgp_sym_encrypt(p_clear, p_key, 'cipher-algo=aes256, s2k-mode=1') $$;

create function private.decrypt(p_cipher bytea, p_key text default private.key_of('pii')) returns text
language sql stable strict
set search_path = ''
as $$ select extensions.pgp_sym_decrypt(p_cipher, p_key) $$;

-- The form in which two spellings of one number are the same number; null where nothing is left.
create function private.plain_number(p_text text) returns text
language sql immutable parallel safe
set search_path = ''
as $$ select nullif(upper(regexp_replace(p_text, '[^[:alnum:]]', '', 'g')), '') $$;

create function private.number_hash(p_text text, p_key text default private.key_of('pii_hash')) returns bytea
language sql stable strict
set search_path = ''
as $$ select extensions.hmac(convert_to(private.plain_number(p_text), 'UTF8'), convert_to(p_key, 'UTF8'), 'sha256') $$;

-- ------------------------------------------------------------------ writing

create function public.set_customer_id_number(p_customer_id uuid, p_id_number text) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_number constant text := private.plain_number(p_id_number);
begin
  perform app.require_role('front_desk', 'manager', 'admin');
  update public.customers c
     set id_number = private.encrypt(v_number), id_number_hash = private.number_hash(v_number),
         id_number_last4 = right(v_number, 4)
   where c.id = p_customer_id;
  if not found then
    raise exception 'unknown guest' using errcode = '22023', table = 'customers', column = 'id';
  end if;
end
$$;

create function public.set_customer_tax_id(p_customer_id uuid, p_tax_id text) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_number constant text := private.plain_number(p_tax_id);
begin
  perform app.require_role('front_desk', 'manager', 'admin', 'accountant');
  update public.customers c
     set tax_id = private.encrypt(v_number), tax_id_hash = private.number_hash(v_number), tax_id_last4 = right(v_number, 4)
   where c.id = p_customer_id;
  if not found then
    raise exception 'unknown guest' using errcode = '22023', table = 'customers', column = 'id';
  end if;
end
$$;

-- A card is kept as the payment provider's token and its last four; a card number is refused, never stored.
create function public.set_payment_card(p_payment_id uuid, p_token text, p_last_four text, p_card_type text) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform app.require_role('front_desk', 'manager', 'admin');
  if regexp_replace(p_token, '[^0-9A-Za-z]', '', 'g') ~ '^[0-9]{12,19}$' then
    raise exception 'card numbers are never stored: send the payment provider''s token'
      using errcode = '22023', table = 'payments', column = 'card_data';
  end if;
  update public.payments p
     set card_data = private.encrypt(p_token), card_last_four = p_last_four, card_type = p_card_type
   where p.id = p_payment_id;
  if not found then
    raise exception 'unknown payment' using errcode = '22023', table = 'payments', column = 'id';
  end if;
end
$$;

-- ------------------------------------------------------------------ reading, which is itself audited

create function app.reveal(p_customer_id uuid, p_column text) returns text
language plpgsql volatile
set search_path = ''
as $$
declare
  v_clear text;
begin
  execute format('select private.decrypt(c.%I) from public.customers c where c.id = $1', p_column)
    into v_clear using p_customer_id;
  insert into public.audit_logs (table_name, record_id, action, user_id, new_values, business_date)
  values ('customers', p_customer_id, 'DECRYPT', app.current_user_id(), jsonb_build_object('column', p_column), public.hotel_today());
  return v_clear;
end
$$;

create function public.get_customer_id_number(p_customer_id uuid) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform app.require_role('front_desk', 'manager', 'admin');
  return app.reveal(p_customer_id, 'id_number');
end
$$;

create function public.get_customer_tax_id(p_customer_id uuid) returns text
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform app.require_role('front_desk', 'manager', 'admin', 'accountant');
  return app.reveal(p_customer_id, 'tax_id');
end
$$;

create function public.find_customer_by_id_number(p_id_number text) returns setof uuid
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform app.require_role('front_desk', 'manager', 'admin');
  return query select c.id from public.customers c where c.id_number_hash = private.number_hash(p_id_number);
end
$$;

create function public.find_customer_by_tax_id(p_tax_id text) returns setof uuid
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform app.require_role('front_desk', 'manager', 'admin', 'accountant');
  return query select c.id from public.customers c where c.tax_id_hash = private.number_hash(p_tax_id);
end
$$;

-- ------------------------------------------------------------------ a new key

-- What a rotation begins with: the key as it is, and the one that comes. Without a secret given it makes one; whoever keeps
-- the key in a server setting gives the new one here and sets it in the same breath. The owner's alone.
create function private.begin_rotation(p_name text, p_new_secret text, out secret text, out kept_in text, out fresh text)
language plpgsql volatile
set search_path = ''
as $$
begin
  select k.secret, k.kept_in into secret, kept_in from private.key(p_name) k;
  if kept_in = 'setting' and p_new_secret is null then
    raise exception 'the key is a server setting: give the new one' using errcode = '22023';
  end if;
  fresh := coalesce(p_new_secret, encode(extensions.gen_random_bytes(32), 'base64'));
  lock table public.customers, public.payments, public.payments_partitioned in share row exclusive mode;
  perform set_config('app.bulk_load', 'on', true);
end
$$;

-- What it ends with: the new key where the old one was, and the rotation in the audit, which its rows are not one by one.
create function private.end_rotation(p_name text, p_kept_in text, p_fresh text, p_rows bigint) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  perform set_config('app.bulk_load', '', true);
  if p_kept_in = 'vault' then
    execute 'select vault.update_secret((select s.id from vault.secrets s where s.name = $1), $2)'
      using 'front_desk_' || p_name, p_fresh;
  elsif p_kept_in = 'table' then
    insert into private.app_keys (name, version, secret)
    select p_name, max(k.version) + 1, p_fresh from private.app_keys k where k.name = p_name;
    delete from private.app_keys k
     where k.name = p_name and k.version < (select max(n.version) from private.app_keys n where n.name = p_name);
  end if;
  insert into public.audit_logs (table_name, action, user_id, new_values, business_date)
  values ('app_keys', 'ROTATE', app.current_user_id(), jsonb_build_object('key', p_name, 'rows', p_rows), public.hotel_today());
end
$$;

-- Encrypts everything again, in the archive too; says how many rows.
create function private.rotate_key(p_new_secret text default null) returns bigint
language plpgsql volatile
set search_path = ''
as $$
declare
  v_key constant record := private.begin_rotation('pii', p_new_secret);
  v_table text;
  v_count bigint := 0;
  v_rows bigint;
begin
  update public.customers c
     set id_number = private.encrypt(private.decrypt(c.id_number, v_key.secret), v_key.fresh),
         tax_id = private.encrypt(private.decrypt(c.tax_id, v_key.secret), v_key.fresh)
   where num_nonnulls(c.id_number, c.tax_id) > 0;
  get diagnostics v_count = row_count;
  foreach v_table in array array['payments', 'payments_partitioned'] loop
    execute format(
      'update public.%I p set card_data = private.encrypt(private.decrypt(p.card_data, $1), $2) where p.card_data is not null', v_table)
      using v_key.secret, v_key.fresh;
    get diagnostics v_rows = row_count;
    v_count := v_count + v_rows;
  end loop;
  perform private.end_rotation('pii', v_key.kept_in, v_key.fresh, v_count);
  return v_count;
end
$$;

revoke execute on all functions in schema private, app from public, anon, authenticated;
revoke execute on function
  public.set_customer_id_number(uuid, text), public.set_customer_tax_id(uuid, text),
  public.get_customer_id_number(uuid), public.get_customer_tax_id(uuid),
  public.find_customer_by_id_number(text), public.find_customer_by_tax_id(text),
  public.set_payment_card(uuid, text, text, text) from public, anon, authenticated;
grant execute on function
  public.set_customer_id_number(uuid, text), public.set_customer_tax_id(uuid, text),
  public.get_customer_id_number(uuid), public.get_customer_tax_id(uuid),
  public.find_customer_by_id_number(text), public.find_customer_by_tax_id(text),
  public.set_payment_card(uuid, text, text, text) to app_user;

-- migrate:down
