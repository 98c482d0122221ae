-- migrate:up

-- The conflicts that every terminal sees, and the terminals: how one is let in, what it mirrors, what came from it.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 9;

-- ------------------------------------------------------------------ conflicts, seen by every terminal

create table public.sync_conflicts (
  id uuid primary key,                                     -- derived from the command's id
  -- Without foreign keys: the booking may be the very thing that was refused.
  booking_id uuid,
  table_name varchar(63),                                  -- the row it is about, where it is one
  record_id uuid,
  kind varchar(30) not null,                               -- a refusal code of the protocol
  outcome varchar(20) not null check (outcome in ('merged', 'parked', 'conflict', 'refused')),
  op_id uuid not null,
  command varchar(60) not null,
  terminal_id uuid not null references public.terminals (id) on delete restrict,
  user_id uuid,                                            -- who did it there
  business_date date,
  done_at timestamptz(3),                                  -- when, by that terminal's clock
  offline boolean not null default false,                  -- the terminal had no line then
  mine jsonb not null,                                     -- what the terminal wrote
  theirs jsonb not null,                                   -- what the server had instead
  caused_by uuid references public.sync_conflicts (id) on delete restrict,  -- the open one that it follows from
  status varchar(10) not null default 'open' check (status in ('open', 'settled')),
  resolution varchar(30),
  note varchar(500),                                       -- what whoever settled it had to say
  settled_at timestamptz(3),
  settled_by uuid references public.user_profiles (id) on delete restrict,
  created_at timestamptz(3) not null default now(),
  updated_at timestamptz(3) not null default now(),
  constraint sync_conflicts_settled check ((status = 'settled') = (settled_at is not null))
);
create index idx_sync_conflicts_open on public.sync_conflicts (booking_id) where status = 'open';
create index idx_sync_conflicts_op on public.sync_conflicts (op_id);
create index idx_sync_conflicts_terminal on public.sync_conflicts (terminal_id);
create index idx_sync_conflicts_caused_by on public.sync_conflicts (caused_by) where caused_by is not null;
alter table public.sync_conflicts enable row level security;

create function app.conflicts_settle() returns trigger
language plpgsql security definer
set search_path = ''
as $$
declare
  v_kind text;
  v_id uuid := new.id;
  v_resolution text;
begin
  if tg_table_name = 'bookings' then
    if old.wanted_room_id is null
       or new.room_id is null and (new.status not in ('checked_out', 'cancelled', 'no_show') or old.status = new.status) then
      return null;
    end if;
    v_kind := 'room_taken';
    v_resolution := case when new.room_id is not null then 'room_given' else 'stay_over' end;
  else
    if old.suspense_reason is null or new.suspense_reason is not null then
      return null;
    end if;
    v_kind := 'suspense';
    v_resolution := 'attached';
  end if;
  update public.sync_conflicts c
     set status = 'settled', settled_at = clock_timestamp(), settled_by = (app.current_staff()).id, resolution = v_resolution
   where c.kind = v_kind and c.status = 'open' and v_id = case when v_kind = 'suspense' then c.record_id else c.booking_id end;
  return null;
end
$$;
create trigger conflicts_settle after update of status, room_id, wanted_room_id on public.bookings
  for each row execute function app.conflicts_settle();
create trigger conflicts_settle after update of suspense_reason on public.payments
  for each row execute function app.conflicts_settle();

-- ------------------------------------------------------------------ terminals

-- What a terminal is for: a desk mirrors everything, a terminal on the floors nothing that is money.
create table sync.scopes (
  name text primary key,
  what text not null,
  tables smallint[] not null default '{}',                 -- those of sync.tables that are in it
  hash text not null default ''                            -- changes with any table or column that comes or goes
);
insert into sync.scopes (name, what) values
  ('desk',         'everything that terminals mirror'),
  ('housekeeping', 'rooms and who is in them; no money, no documents, no audit');

-- Whoever leaves out a table leaves out all that refer to it: a mirror keeps its foreign keys.
create table sync.scope_leaves_out (
  scope text not null references sync.scopes (name),
  table_name text not null,
  primary key (scope, table_name)
);
insert into sync.scope_leaves_out (scope, table_name)
select 'housekeeping', t from unnest(array[
  'payments', 'transactions', 'invoices', 'invoice_lines', 'cashier_shifts', 'rate_seasons', 'tax_rules', 'audit_logs',
  'sync_conflicts']) t;

create table sync.enrolment_codes (
  id uuid primary key default gen_random_uuid(),
  code_hash bytea not null unique,
  scope text not null default 'desk' references sync.scopes (name),
  created_by uuid references public.user_profiles (id) on delete restrict,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  terminal_id uuid references public.terminals (id) on delete restrict
);

create table sync.terminal_state (
  terminal_id uuid primary key references public.terminals (id) on delete restrict,
  last_seq integer not null default 0,
  last_hash text not null default repeat('0', 64),
  last_seen timestamptz not null default now(),
  scope text not null default 'desk' references sync.scopes (name),
  forked_from uuid references public.terminals (id) on delete restrict,   -- the terminal that it was a copy of
  salvaged_at timestamptz(3)                               -- sent away, and its work taken in: that of its last copy so far
);

-- With what each terminal proves that a command is its own.
create table private.terminal_keys (
  terminal_id uuid primary key references public.terminals (id) on delete restrict,
  signing_key bytea not null check (octet_length(signing_key) = 32)
);

-- Where the commands of all terminals stand among each other. A restore forgets the last of them; they come back from
-- the terminals with the numbers they had, and are taken in that order: `lost_from` is the last number that was not
-- forgotten, `refilled` the last that came back, and numbers given since begin far beyond.
create table sync.orders (
  id boolean primary key default true check (id),
  epoch text not null,
  last_order bigint not null default 0,
  lost_from bigint not null default 0,
  refilled bigint not null default 0,
  waiting_since timestamptz,                               -- for what another terminal has not brought back yet
  is_over boolean not null default true                    -- nobody waits any more
);

-- Every command that came, as it came, and how it ended. Nothing here is ever changed or deleted.
create table sync.ops (
  terminal_id uuid not null references public.terminals (id) on delete restrict,
  seq integer not null,
  op_id uuid not null,
  name text not null,
  body text,                                               -- null: it could not be carried, and its hash is all that came
  hash text not null,
  mac text,
  signature text,                                          -- by the terminal's own key, which is nowhere at the server
  order_number bigint not null unique,
  status text not null check (status in ('applied', 'merged', 'parked', 'conflict', 'refused')),
  reason text,
  detail jsonb not null,
  xid xid8 not null,
  received_at timestamptz(3) not null default clock_timestamp(),
  primary key (terminal_id, seq)
);
create index ops_by_id on sync.ops (op_id);
create index ops_by_xid on sync.ops (terminal_id, xid);
create trigger ops_append_only before update or delete on sync.ops
  for each row execute function app.append_only();

create function sync.refuse_on_replica() returns void
language plpgsql stable
set search_path = ''
as $$
begin
  if pg_is_in_recovery() then
    raise exception 'this server is a replica' using errcode = '57P03';
  end if;
end
$$;

-- The terminal whose sign-in is asking, sent away or not.
create function sync.calling_terminal() returns public.terminals
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_terminal public.terminals;
begin
  perform sync.refuse_on_replica();
  select * into v_terminal from public.terminals t where t.auth_user_id = app.current_user_id();
  if v_terminal.id is null then
    raise exception 'not a terminal' using errcode = 'FD004', hint = 'not_a_terminal';
  end if;
  return v_terminal;
end
$$;

create function sync.this_terminal() returns public.terminals
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_terminal constant public.terminals := sync.calling_terminal();
begin
  if v_terminal.revoked_at is not null then
    raise exception 'this terminal is revoked' using errcode = 'FD003', hint = 'terminal_revoked';
  end if;
  return v_terminal;
end
$$;

-- Nobody is sent away in the middle of bringing something: a push that is on its way is over first, and who pushes next is
-- told. When that was is the server's to say.
create function sync.revoke_between_pushes() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  perform from sync.terminal_state s where s.terminal_id = new.id for update;
  new.revoked_at := clock_timestamp();
  return new;
end
$$;
create trigger revoke_between_pushes before update of revoked_at on public.terminals
  for each row when (old.revoked_at is null and new.revoked_at is not null)
  execute function sync.revoke_between_pushes();

-- What was made of a terminal that is sent away goes with it: nobody knows which of the copies is the thief's.
create function sync.revoke_forks() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  update public.terminals t set revoked_at = new.revoked_at, revoked_by = new.revoked_by
    from sync.terminal_state s
   where s.forked_from = new.id and t.id = s.terminal_id and t.revoked_at is null;
  return null;
end
$$;
create trigger revoke_forks after update of revoked_at on public.terminals
  for each row when (old.revoked_at is null and new.revoked_at is not null)
  execute function sync.revoke_forks();

-- A code as people read it out: upper case, no spaces or dashes, look-alikes made one.
create function sync.code_hash(p_code text) returns bytea
language sql immutable parallel safe
set search_path = ''
as $$ select sha256(convert_to(translate(regexp_replace(upper(p_code), '[^0-9A-Z]', '', 'g'), 'OIL', '011'), 'UTF8')) $$;

-- A new terminal's way in: fifty random bits, good once, for an hour. Only its hash is kept.
create function public.sync_new_enrolment_code(p_scope text default 'desk') returns text
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_alphabet constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  v_bytes constant bytea := extensions.gen_random_bytes(10);
  v_code text;
begin
  if not (has_schema_privilege(session_user, 'private', 'create') or app.has_role('admin', 'manager')) then
    raise exception 'only a manager lets a terminal in' using errcode = '42501';
  end if;
  select string_agg(substr(v_alphabet, (get_byte(v_bytes, i) & 31) + 1, 1), '' order by i) into v_code
    from generate_series(0, 9) i;
  insert into sync.enrolment_codes (code_hash, scope, created_by, expires_at)
  values (sync.code_hash(v_code), p_scope, (app.current_staff()).id, now() + interval '1 hour');
  return left(v_code, 5) || '-' || right(v_code, 5);
end
$$;

-- A, B .. Z, AA, AB ..: given once, never again, for codes must not repeat.
create function sync.series_after(p_series text) returns text
language plpgsql immutable
set search_path = ''
as $$
declare
  v_head constant text := left(p_series, -1);
  v_last constant text := right(p_series, 1);
begin
  if p_series is null or p_series = '' then
    return 'A';
  end if;
  if v_last < 'Z' collate "C" then
    return v_head || chr(ascii(v_last) + 1);
  end if;
  return case when v_head = '' then 'A' else sync.series_after(v_head) end || 'A';
end
$$;

create function public.sync_enrol(
  p_code text, p_name text, p_secret text, p_public_key text default null, p_signing_key text default null) returns json
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_code sync.enrolment_codes;
  v_terminal public.terminals;
begin
  perform sync.refuse_on_replica();
  update sync.enrolment_codes c set used_at = now()
   where c.code_hash = sync.code_hash(p_code) and c.used_at is null and c.expires_at > now()
   returning * into v_code;
  if v_code.id is null then
    -- The answer was lost: it is given again to who asks with the very same key and secret.
    select t.* into v_terminal
      from sync.enrolment_codes c join public.terminals t on t.id = c.terminal_id
     where c.code_hash = sync.code_hash(p_code) and t.revoked_at is null and sync.is_same_device(t, p_secret, p_public_key);
    if v_terminal.id is not null then
      return sync.enrol_reply(v_terminal);
    end if;
    raise exception 'the enrolment code is unknown, used or expired' using errcode = 'FD005', hint = 'enrolment_code_refused';
  end if;
  v_terminal := sync.make_terminal(p_name, p_secret, p_public_key, p_signing_key, v_code.scope, null);
  update sync.enrolment_codes c set terminal_id = v_terminal.id where c.id = v_code.id;
  return sync.enrol_reply(v_terminal);
end
$$;

-- The copy of a terminal becomes one of its own, with a series of its own. It needs no code: it has the sign-in that a
-- code was given for. It goes when the one it was copied from is sent away; of one that was, it is sent away from the
-- first, so that work which is on this copy alone can be handed in under a name.
create function public.sync_enrol_again(p_secret text, p_public_key text, p_signing_key text) returns json
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_asks constant public.terminals := sync.calling_terminal();
  v_of uuid := v_asks.id;
  v_terminal public.terminals;
  v_scope text;
begin
  if v_asks.revoked_at is not null then
    -- all copies of copies count as the first one's, so that a stolen disk does not make them without end
    select coalesce(s.forked_from, s.terminal_id) into v_of from sync.terminal_state s where s.terminal_id = v_asks.id;
  end if;
  select s.scope into v_scope from sync.terminal_state s where s.terminal_id = v_of for update;
  select t.* into v_terminal
    from sync.terminal_state s join public.terminals t on t.id = s.terminal_id
   where s.forked_from = v_of and (t.revoked_at is null or v_asks.revoked_at is not null)
     and sync.is_same_device(t, p_secret, p_public_key);
  if v_terminal.id is not null then
    return sync.enrol_reply(v_terminal);
  end if;
  if (select count(*) from sync.terminal_state s join public.terminals t on t.id = s.terminal_id
       where s.forked_from = v_of and t.enrolled_at > now() - interval '1 day') >= 5 then
    raise exception 'too many copies of one terminal' using errcode = 'FD005', hint = 'enrolment_code_refused';
  end if;
  v_terminal := sync.make_terminal(left(v_asks.name, 56) || ' (2)', p_secret, p_public_key, p_signing_key, v_scope, v_of);
  update public.terminals t set revoked_at = v_asks.revoked_at, revoked_by = v_asks.revoked_by
   where t.id = v_terminal.id and v_asks.revoked_at is not null;
  return sync.enrol_reply(v_terminal);
end
$$;

create function sync.is_same_device(p_terminal public.terminals, p_secret text, p_public_key text) returns boolean
language sql stable
set search_path = ''
as $$
  select p_terminal.public_key = p_public_key
     and exists (
       select from auth.users u
        where u.id = p_terminal.auth_user_id and u.encrypted_password = extensions.crypt(p_secret, u.encrypted_password))
$$;

create function sync.enrol_reply(p_terminal public.terminals) returns json
language sql stable
set search_path = ''
as $$
  select json_build_object('terminalId', p_terminal.id, 'series', p_terminal.series, 'email', u.email)
    from auth.users u where u.id = p_terminal.auth_user_id
$$;

create function sync.make_terminal(
  p_name text, p_secret text, p_public_key text, p_signing_key text, p_scope text, p_forked_from uuid) returns public.terminals
language plpgsql volatile
set search_path = ''
as $$
declare
  v_terminal public.terminals;
  v_user_id constant uuid := gen_random_uuid();
  v_email constant text := 'terminal-' || v_user_id || '@terminals.invalid';
begin
  -- bcrypt reads 72 bytes and no more.
  if coalesce(octet_length(p_secret), 0) not between 32 and 72 then
    raise exception 'the secret has 32 to 72 bytes' using errcode = '22023';
  end if;
  if coalesce(trim(p_name), '') = '' then
    raise exception 'a terminal has a name' using errcode = '22023';
  end if;
  if coalesce(p_signing_key, '') !~ '^[0-9a-f]{64}$' or length(p_public_key) is distinct from 60 then
    raise exception 'a terminal has a signing key of 32 bytes in hex, and an Ed25519 key in base64' using errcode = '22023';
  end if;

  insert into auth.users (
    instance_id, id, aud, role, email, encrypted_password, email_confirmed_at, raw_app_meta_data, raw_user_meta_data,
    created_at, updated_at, confirmation_token, recovery_token, email_change_token_new, email_change,
    email_change_token_current, phone_change, phone_change_token, reauthentication_token)
  values (
    '00000000-0000-0000-0000-000000000000', v_user_id, 'authenticated', 'authenticated', v_email,
    extensions.crypt(p_secret, extensions.gen_salt('bf', 10)), now(),
    '{"provider": "email", "providers": ["email"], "kind": "terminal"}', '{}', now(), now(),
    '', '', '', '', '', '', '', '');                       -- GoTrue cannot read null in these
  insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
  values (
    v_user_id::text, v_user_id, jsonb_build_object('sub', v_user_id::text, 'email', v_email, 'email_verified', true), 'email',
    now(), now(), now());

  lock table public.terminals in share row exclusive mode;
  insert into public.terminals (name, series, auth_user_id, public_key)
  select trim(p_name), sync.series_after(
           (select t.series from public.terminals t order by length(t.series) desc, t.series collate "C" desc limit 1)),
         v_user_id, p_public_key
  returning * into v_terminal;
  insert into sync.terminal_state (terminal_id, scope, forked_from) values (v_terminal.id, p_scope, p_forked_from);
  insert into private.terminal_keys (terminal_id, signing_key) values (v_terminal.id, decode(p_signing_key, 'hex'));
  return v_terminal;
end
$$;

-- What a terminal mirrors. One that sees another hash than before mirrors afresh.
create function sync.scope_of(p_terminal_id uuid) returns sync.scopes
language plpgsql stable
set search_path = ''
as $$
declare
  v_scope sync.scopes;
begin
  select c.* into v_scope from sync.terminal_state s join sync.scopes c on c.name = s.scope where s.terminal_id = p_terminal_id;
  return v_scope;
end
$$;

create function sync.scope_hash(p_terminal_id uuid) returns text
language plpgsql stable
set search_path = ''
as $$
begin
  return (sync.scope_of(p_terminal_id)).hash;
end
$$;

create function sync.tables_of(p_terminal_id uuid) returns setof sync.tables
language plpgsql stable
set search_path = ''
as $$
begin
  return query select t.* from sync.tables t where t.id = any ((sync.scope_of(p_terminal_id)).tables);
end
$$;

create function sync.refresh_scopes() returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  update sync.scopes c set tables = n.tables, hash = n.hash
    from (
      select x.name, array_agg(t.id order by t.id) as tables,
             md5(string_agg(t.name || '(' || array_to_string(t.columns, ',') || ')', ';' order by t.name collate "C")) as hash
        from sync.scopes x
        join sync.tables t on not exists (
          select from sync.scope_leaves_out l where l.scope = x.name and l.table_name = t.name)
       group by x.name) n
   where n.name = c.name and (c.tables, c.hash) is distinct from (n.tables, n.hash);
end
$$;

-- migrate:down
