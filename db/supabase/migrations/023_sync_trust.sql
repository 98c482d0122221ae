-- migrate:up

-- Whom sync believes, and how either side can tell that the other is right: receipts, the chain and its audit, digests,
-- what becomes of the work of those who were sent away, commands of older terminals.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 23;

-- ------------------------------------------------------------------ receipts

insert into private.app_keys (name, version, secret)
values ('receipts', 1, encode(extensions.gen_random_bytes(32), 'base64'));

-- The server's word that it had this command of this terminal. The terminal keeps it; nobody else can make it.
create function sync.receipt(p_terminal_id uuid, p_seq integer, p_hash text) returns text
language sql stable
set search_path = ''
as $$
  select encode(extensions.hmac(
    convert_to(p_terminal_id || ':' || p_seq || ':' || p_hash, 'UTF8'), convert_to(private.key_of('receipts'), 'UTF8'), 'sha256'), 'hex')
$$;

-- Is this receipt ours? For whoever settles what a terminal says it had been told.
create function public.sync_check_receipt(p_terminal_id uuid, p_seq integer, p_hash text, p_receipt text) returns boolean
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform app.require_role('manager', 'admin', 'auditor');
  return coalesce(sync.receipt(p_terminal_id, p_seq, p_hash) = p_receipt, false);
end
$$;

-- ------------------------------------------------------------------ the chain

-- What is wrong with a terminal's commands as they are kept here: nothing, unless somebody has changed them. Whoever
-- owns the database could make hashes and macs anew, and not the terminal's signatures: those are checked outside
-- (db/hub/audit), with its public key.
create function sync.verify_chain(p_terminal_id uuid) returns table (seq integer, fault text)
language plpgsql stable
set search_path = ''
set timezone = 'UTC'
as $$
declare
  v_key constant bytea := (select k.signing_key from private.terminal_keys k where k.terminal_id = p_terminal_id);
begin
  return query
    select o.seq, f.fault
      from (
        select x.*, lag(x.seq, 1, 0) over w as seq_before, lag(x.hash, 1, repeat('0', 64)) over w as hash_before
          from sync.ops x where x.terminal_id = p_terminal_id window w as (order by x.seq)) o
      cross join lateral (values
        ('gap', o.seq <> o.seq_before + 1),
        ('hash', encode(sha256(convert_to(o.hash_before || o.body, 'UTF8')), 'hex') <> o.hash),
        ('mac', encode(extensions.hmac(convert_to(o.hash, 'UTF8'), v_key, 'sha256'), 'hex') is distinct from o.mac),
        ('signature', o.signature is null)) f (fault, is_so)
     where f.is_so
    union all
    select s.last_seq, 'head'
      from sync.terminal_state s
      left join sync.ops o on o.terminal_id = s.terminal_id and o.seq = s.last_seq
     where s.terminal_id = p_terminal_id and s.last_hash <> coalesce(o.hash, repeat('0', 64))
        or s.terminal_id = p_terminal_id
       and s.last_seq < (select max(o2.seq) from sync.ops o2 where o2.terminal_id = p_terminal_id)
    -- What was simply applied has left exactly the rows that its text says.
    union all
    select o.seq, 'audit'
      from sync.ops o
      cross join lateral (select sync.upcast(o.body::jsonb) as said offset 0) e
      cross join lateral jsonb_array_elements(e.said -> 'writes') with ordinality w (write, place)
      left join public.audit_logs a on a.id = app.derived_id(o.op_id, (w.place - 1)::text)
     where o.terminal_id = p_terminal_id and o.status = 'applied'
       and not exists (select from sync.ops x where x.op_id = o.op_id and x.order_number < o.order_number)
       and (a.op_id, a.table_name, a.record_id::text, a.action, a.new_values, a.user_id::text, a.command)
           is distinct from (
             o.op_id, w.write ->> 'table', w.write ->> 'id', upper(w.write ->> 'verb'),
             app.without_person(w.write -> 'set', app.forgotten_columns(w.write ->> 'table', (w.write ->> 'id')::uuid)),
             e.said ->> 'actor', e.said ->> 'name')
    union all
    select null, 'audit_unknown'
      from public.audit_logs a
     where a.terminal_id = p_terminal_id
       and not exists (select from sync.ops o where o.op_id = a.op_id and o.terminal_id = a.terminal_id);
end
$$;

-- What the server holds of a terminal's commands, for that terminal: what is not as its own outbox has it was changed here.
create function public.sync_chain(p_after integer default 0, p_limit integer default 1000) returns json
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_terminal constant public.terminals := sync.this_terminal();
  v_state sync.terminal_state;
begin
  select * into v_state from sync.terminal_state s where s.terminal_id = v_terminal.id;
  return json_build_object(
    'lastSeq', v_state.last_seq,
    'receipt', sync.receipt(v_terminal.id, v_state.last_seq, v_state.last_hash),
    'ops', coalesce((
      select json_agg(json_build_object('seq', o.seq, 'opId', o.op_id, 'hash', o.hash, 'signature', o.signature) order by o.seq)
        from (
          select * from sync.ops x
           where x.terminal_id = v_terminal.id and x.seq > coalesce(p_after, 0)
           order by x.seq
           limit least(greatest(coalesce(p_limit, 1000), 1), 5000)) o), '[]'));
end
$$;

-- ------------------------------------------------------------------ what could not be carried

create table sync.delivered_bodies (
  terminal_id uuid not null,
  seq integer not null,
  body text not null,
  delivered_at timestamptz(3) not null default clock_timestamp(),
  primary key (terminal_id, seq),
  foreign key (terminal_id, seq) references sync.ops (terminal_id, seq) on delete restrict
);

-- The text of a command that was left out, brought later: kept when it is the one whose hash came in its place.
create function public.sync_deliver_quarantined(p_seq integer, p_body text) returns json
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  v_terminal constant public.terminals := sync.this_terminal();
  v_matches boolean;
begin
  select encode(sha256(convert_to(coalesce(b.hash, repeat('0', 64)) || p_body, 'UTF8')), 'hex') = o.hash into v_matches
    from sync.ops o
    left join sync.ops b on b.terminal_id = o.terminal_id and b.seq = o.seq - 1
   where o.terminal_id = v_terminal.id and o.seq = p_seq and o.body is null;
  if v_matches then
    insert into sync.delivered_bodies (terminal_id, seq, body) values (v_terminal.id, p_seq, p_body)
    on conflict (terminal_id, seq) do nothing;
  end if;
  return json_build_object('matches', coalesce(v_matches, false));
end
$$;

-- ------------------------------------------------------------------ those who were sent away

-- The one door for a terminal that was sent away: its outbox is taken in, each command once, and changes nothing; its money
-- is kept in suspense, in sight, and everything else on a card. Then nothing of the hotel may stay on it. The door stays
-- open: another copy of its disk may have work that this one never had. Where that is not what follows, the copy is told so
-- (FD002, FD007), and brings it under a name of its own (sync_enrol_again).
create function public.sync_salvage(p_ops json, p_done boolean default false) returns json
language plpgsql volatile security definer
set search_path = ''
set timezone = 'UTC'
set jit = off
as $$
declare
  v_terminal constant public.terminals := sync.calling_terminal();
  v_end record;
begin
  if v_terminal.revoked_at is null then
    raise exception 'this terminal was not sent away' using errcode = '22023';
  end if;
  v_end := sync.receive(v_terminal, p_ops);
  if p_done and v_end.held = 0 then
    update sync.terminal_state s set salvaged_at = clock_timestamp() where s.terminal_id = v_terminal.id;
  end if;
  return json_build_object('lastSeq', v_end.last_seq, 'results', v_end.results, 'wipe', p_done and v_end.held = 0);
end
$$;

-- When somebody stopped being of the staff, and what they might do until then.
create table sync.staff_ends (
  user_id uuid primary key references public.user_profiles (id) on delete cascade,
  role public.user_role_enum not null,
  ended_at timestamptz(3) not null
);

create function sync.note_staff_end() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  if new.is_active and new.account_status = 'active' then
    delete from sync.staff_ends e where e.user_id = new.id;
  elsif old.is_active and old.account_status = 'active' then
    insert into sync.staff_ends (user_id, role, ended_at)
    values (new.id, case when old.is_super_admin then 'admin' else old.role end, clock_timestamp())
    on conflict (user_id) do nothing;
  end if;
  return null;
end
$$;
create trigger note_staff_end after update of is_active, account_status on public.user_profiles
  for each row execute function sync.note_staff_end();

-- What somebody who is gone might do when this was done; raises where they were gone by then. A terminal's clock is
-- corrected by what it last measured against ours, and believed only while it goes forward: a command is never older than
-- one of before it, and never than what its terminal did while it had a line.
create function sync.role_before_end(p_terminal_id uuid, p_envelope jsonb) returns public.user_role_enum
language plpgsql stable
set search_path = ''
as $$
declare
  v_end sync.staff_ends;
  v_done_at constant timestamptz := sync.done_at(p_envelope);
  v_before timestamptz;
begin
  select * into v_end from sync.staff_ends e where e.user_id = (p_envelope ->> 'actor')::uuid;
  select max(sync.done_at(o.body::jsonb)) into v_before
    from (
      select x.body from sync.ops x
       where x.terminal_id = p_terminal_id and x.seq < (p_envelope ->> 'seq')::integer and x.body is not null and x.name <> ''
       order by x.seq desc limit 20) o;
  if v_end.ended_at is null
     or greatest(v_done_at, v_before, nullif(current_setting('sync.latest_at', true), '')::timestamptz) >= v_end.ended_at
     or v_done_at < v_end.ended_at - interval '30 days' then
    raise exception 'not of the staff any more' using errcode = 'FD106', detail = '{"staff": true}';
  end if;
  return v_end.role;
end
$$;

-- When a command was done, by our clock as its terminal knew it.
create function sync.done_at(p_envelope jsonb) returns timestamptz
language sql immutable
set search_path = ''
set timezone = 'UTC'
as $$
  select (p_envelope #>> '{at,wall}')::timestamptz
       - make_interval(secs => coalesce((p_envelope #>> '{at,serverOffsetMs}')::double precision, 0) / 1000)
$$;

-- ------------------------------------------------------------------ what a terminal mirrors

create function public.sync_set_scope(p_terminal_id uuid, p_scope text) returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform app.require_role('manager', 'admin');
  update sync.terminal_state s set scope = p_scope where s.terminal_id = p_terminal_id;
  if not found then
    raise exception 'unknown terminal' using errcode = '22023';
  end if;
end
$$;

-- ------------------------------------------------------------------ after a restore

-- Takes what comes from now on as it comes, without waiting for terminals that do not come back.
create function public.sync_stop_waiting() returns void
language plpgsql volatile security definer
set search_path = ''
as $$
begin
  perform app.require_role('manager', 'admin');
  update sync.orders o set is_over = true;
end
$$;

-- ------------------------------------------------------------------ commands of older terminals

-- A step that makes an envelope of the version before one of this version: a function of schema sync, jsonb to jsonb. The
-- migration that renames what commands write adds its step here; the chain and the kept text stay as they came.
create table sync.upcasts (
  to_version integer primary key,
  run name not null
);

create function sync.upcast(p_envelope jsonb) returns jsonb
language plpgsql stable
set search_path = ''
as $$
declare
  v_version constant integer := p_envelope ->> 'schemaVersion';
  v_run name;
begin
  if v_version = sync.schema_version() then
    return p_envelope;
  end if;
  for v_run in select u.run from sync.upcasts u where u.to_version > v_version order by u.to_version loop
    execute format('select sync.%I($1)', v_run) into p_envelope using p_envelope;
  end loop;
  return p_envelope;
end
$$;

-- ------------------------------------------------------------------ digests

-- A jsonb as both sides write it: as Postgres does, but numbers without zeros at their end. Strings are stepped over.
create function sync.json_text(p_value jsonb) returns text
language sql immutable parallel safe strict
return case when p_value::text ~ '\.[0-9]*0([],}]|$)'
  then regexp_replace(p_value::text, '("(?:[^"\\]|\\.)*")|(\.[0-9]*[1-9])0+(?![0-9])|\.0+(?![0-9])', '\1\2', 'g')
  else p_value::text end;

-- An expression for the text of a row t that both sides hash: see shared/protocol/digest.ts for the other side.
create function sync.digest_sql(p_table regclass, p_columns text[]) returns text
language sql stable
set search_path = ''
as $$
  select 'concat_ws(e''\x1f'', ' || string_agg(format(
    case
      when t.typname = 'bool' then 'coalesce((t.%1$I::int)::text, e''\x1e'')'
      when format_type(a.atttypid, a.atttypmod) = 'numeric(14,2)' then 'coalesce(((t.%1$I * 100)::bigint)::text, e''\x1e'')'
      when t.typname = 'numeric' then 'coalesce(trim_scale(t.%1$I)::text, e''\x1e'')'
      when t.typname = 'timestamptz' then
        'coalesce(to_char(t.%1$I at time zone ''UTC'', ''YYYY-MM-DD"T"HH24:MI:SS.MS"Z"''), e''\x1e'')'
      when t.typname in ('json', 'jsonb') or t.typcategory = 'A' then 'coalesce(sync.json_text(to_jsonb(t.%1$I)), e''\x1e'')'
      when t.typname in ('inet', 'cidr') then 'coalesce(to_jsonb(t.%1$I) #>> ''{}'', e''\x1e'')'
      else 'coalesce(t.%1$I::text, e''\x1e'')' end, a.attname), ', ' order by c.place) || ')'
    from unnest(p_columns) with ordinality c (name, place)
    join pg_catalog.pg_attribute a on a.attrelid = p_table and a.attname = c.name
    join pg_catalog.pg_type t on t.oid = a.atttypid
$$;

create function sync.digest_chunk(p_from uuid, p_to uuid, p_count bigint, p_hash text, p_changed uuid[]) returns json
language sql immutable
set search_path = ''
as $$
  select json_build_object('from', p_from, 'to', p_to, 'count', p_count, 'hash', p_hash, 'changed', coalesce((
    select json_agg(c) from unnest(p_changed) c where (p_from is null or c > p_from) and (p_to is null or c <= p_to)), '[]'))
$$;

create type sync.digest_part as (chunks json, after uuid, seen bigint);

-- As public.sync_digest, of one table, at most p_limit rows of it.
create function sync.digest_table(
  p_terminal_id uuid, p_table text, p_columns text[], p_base pg_snapshot, p_after uuid, p_rows integer, p_limit integer)
returns sync.digest_part
language plpgsql stable
set search_path = ''
as $$
declare
  v_table sync.tables;
  v_changed uuid[];
  v_empty boolean;
  v_count integer;
  v_chunk record;
  v_from uuid := p_after;
  v_chunks json[] := '{}';
begin
  select * into v_table from sync.tables_of(p_terminal_id) t where t.name = p_table;
  if v_table.id is null or not p_columns <@ v_table.columns or cardinality(p_columns) = 0 then
    raise exception 'no such table or column' using errcode = '22023';
  end if;
  v_changed := array(
    select v.row_id from sync.row_versions v
     where v.xid >= pg_snapshot_xmin(p_base) and v.table_id = v_table.id and not pg_visible_in_snapshot(v.xid, p_base));
  execute format('select not exists (select from public.%I)', v_table.name) into v_empty;
  if v_empty then                                          -- half of the tables of a small hotel
    return (json_build_array(sync.digest_chunk(p_after, null, 0, md5(''), v_changed)), null, 0)::sync.digest_part;
  end if;
  for v_chunk in execute format(
    'select (array_agg(x.id order by x.id desc))[1] as last, count(*) as rows, count(*) filter (where x.h is not null) as hashed,
            md5(coalesce(string_agg(x.h, '''' order by x.id), '''')) as hash
       from (
         select t.id, (row_number() over (order by t.id) - 1) / $3 as n, case when c.id is null then md5(%s) end as h
           from (select * from public.%I t where %s order by t.id limit $2) t
           left join unnest($4) c (id) on c.id = t.id) x
      group by x.n order by x.n',
    sync.digest_sql(format('public.%I', v_table.name)::regclass, p_columns), v_table.name,
    case when p_after is null then 'true' else 't.id > $1' end)
    using p_after, p_limit, p_rows, v_changed
  loop
    v_count := coalesce(v_count, 0) + v_chunk.rows;
    if v_chunk.rows < p_rows then
      v_chunk.last := null;
    end if;
    v_chunks := v_chunks || sync.digest_chunk(v_from, v_chunk.last, v_chunk.hashed, v_chunk.hash, v_changed);
    v_from := v_chunk.last;
  end loop;
  if v_count is null or v_from is not null and v_count < p_limit then
    v_chunks := v_chunks || sync.digest_chunk(v_from, null, 0, md5(''), v_changed);
    v_from := null;
  end if;
  return (array_to_json(v_chunks), v_from, coalesce(v_count, 0))::sync.digest_part;
end
$$;

-- What the rows of a table hash to, range by range, as of now but for what changed since the terminal's cursor: so that the
-- terminal compares exactly, at any time, and fetches a differing range again. Where the table ends before as many rows are
-- compared as may be, it goes on with those of p_more ({table, columns}); `after` is of the last that is answered.
create function public.sync_digest(
  p_table text, p_base text, p_columns text[], p_after uuid default null, p_chunks integer default 4, p_rows integer default 5000,
  p_more json default '[]')
returns json
language plpgsql stable security definer
set search_path = ''
set timezone = 'UTC'
set datestyle = 'ISO, YMD'
set jit = off
as $$
declare
  v_terminal constant public.terminals := sync.this_terminal();
  v_rows constant integer := least(greatest(coalesce(p_rows, 5000), 1), 20000);
  v_limit constant integer := v_rows * least(greatest(coalesce(p_chunks, 4), 1), 20);
  v_base constant pg_snapshot := sync.read_cursor(p_base);
  v_more record;
  v_part sync.digest_part := sync.digest_table(v_terminal.id, p_table, p_columns, v_base, p_after, v_rows, v_limit);
  v_chunks constant json := v_part.chunks;
  v_seen bigint := v_part.seen;
  v_parts json[] := '{}';
begin
  for v_more in
    select x.value ->> 'table' as name, array(select json_array_elements_text(x.value -> 'columns')) as columns
      from json_array_elements(p_more) with ordinality x (value, place) order by x.place
  loop
    exit when v_part.after is not null or v_seen >= v_limit;
    v_part := sync.digest_table(v_terminal.id, v_more.name, v_more.columns, v_base, null, v_rows, v_limit);
    v_seen := v_seen + v_part.seen;
    v_parts := v_parts || json_build_object('table', v_more.name, 'chunks', v_part.chunks);
  end loop;
  return json_build_object(
    'epoch', sync.epoch(), 'scope', sync.scope_hash(v_terminal.id), 'chunks', v_chunks, 'more', array_to_json(v_parts),
    'after', v_part.after);
end
$$;

-- A terminal's cursor; raises for one that leads nowhere any more.
create function sync.read_cursor(p_base text) returns pg_snapshot
language plpgsql stable
set search_path = ''
as $$
declare
  v_base pg_snapshot;
begin
  begin
    v_base := p_base::pg_snapshot;
  exception when data_exception then
    v_base := null;
  end;
  if v_base is null or pg_snapshot_xmax(v_base) > pg_snapshot_xmax(pg_current_snapshot())
     or pg_snapshot_xmin(v_base) < (select s.tombstones_from from sync.state s) then
    raise exception 'this cursor leads nowhere: mirror afresh' using errcode = 'FD006', hint = 'cursor_lost';
  end if;
  return v_base;
end
$$;

-- ------------------------------------------------------------------ nobody reaches it but through what is granted

revoke all on all tables in schema sync, private from public, anon, authenticated;
revoke execute on all functions in schema sync, private from public, anon, authenticated;
revoke execute on function
  public.sync_check_receipt(uuid, integer, text, text), public.sync_chain(integer, integer),
  public.sync_deliver_quarantined(integer, text), public.sync_salvage(json, boolean), public.sync_set_scope(uuid, text),
  public.sync_stop_waiting(), public.sync_digest(text, text, text[], uuid, integer, integer, json) from public, anon, authenticated;
grant execute on function
  public.sync_check_receipt(uuid, integer, text, text), public.sync_chain(integer, integer),
  public.sync_deliver_quarantined(integer, text), public.sync_salvage(json, boolean), public.sync_set_scope(uuid, text),
  public.sync_stop_waiting(), public.sync_digest(text, text, text[], uuid, integer, integer, json) to authenticated;

-- migrate:down
