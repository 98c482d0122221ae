-- migrate:up

-- Upward: a terminal's commands as they come, and what is kept of them.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 15;

create function sync.uuid_or_null(p_text text) returns uuid
language sql immutable parallel safe
return case when p_text ~* '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' then p_text::uuid end;

-- The envelope, or nothing where the text is none: a terminal's fault, which must not stop its queue.
create function sync.read_envelope(p_body text) returns jsonb
language plpgsql stable
as $$
declare
  v_envelope jsonb;
begin
  v_envelope := p_body::jsonb;
  if num_nulls(
       (v_envelope ->> 'opId')::uuid, (v_envelope ->> 'actor')::uuid, (v_envelope ->> 'businessDate')::date,
       (v_envelope #>> '{at,wall}')::timestamptz, (v_envelope ->> 'offline')::boolean, v_envelope ->> 'name',
       (v_envelope ->> 'schemaVersion')::integer) > 0
     or (v_envelope ->> 'schemaVersion')::integer < 1
     or jsonb_typeof(v_envelope -> 'writes') is distinct from 'array'
     or jsonb_path_exists(v_envelope, '$.writes[*] ? (!(@.set.type() == "object") || !(@.was.type() == "object"))') then
    return null;
  end if;
  return v_envelope;
exception when data_exception then
  return null;
end
$$;

create function sync.rooms_of(p_envelope jsonb) returns setof uuid
language sql immutable
set search_path = ''
as $$
  select x.room::uuid
    from jsonb_array_elements(p_envelope -> 'writes') w,
         lateral (values (w #>> '{set,room_id}'), (w #>> '{was,room_id}')) x (room)
   where sync.uuid_or_null(x.room) is not null
$$;

-- A command as it comes: its text, or what stands in the place of one that could not be carried.
create type sync.incoming as (
  seq integer,
  body text,
  hash text,
  mac text,
  signature text,
  "order" bigint,
  quarantined jsonb,
  envelope jsonb
);

-- A terminal's commands in their order: one transaction. Those that nobody was in the way of are applied together; of the
-- others each has a savepoint of its own.
create function public.sync_push(p_ops json) returns json
language plpgsql volatile security definer
set search_path = ''
set timezone = 'UTC'
set jit = off
set plan_cache_mode = force_generic_plan                    -- a session that has just begun is as fast as an old one
as $$
declare
  v_terminal public.terminals := sync.calling_terminal();
  v_end record;
begin
  -- Whoever is being sent away at this moment is so before the second look, or after all that is brought.
  perform from sync.terminal_state s where s.terminal_id = v_terminal.id for update;
  v_terminal := sync.this_terminal();
  v_end := sync.receive(v_terminal, p_ops);
  return json_build_object(
    'epoch', sync.epoch(), 'lastSeq', v_end.last_seq, 'results', v_end.results, 'held', v_end.held,
    'receipt', sync.receipt(v_terminal.id, v_end.last_seq, v_end.last_hash));
end
$$;

create function sync.receive(
  p_terminal public.terminals, p_ops json, out last_seq integer, out last_hash text, out results json, out held integer)
language plpgsql volatile
as $$
declare
  v_key constant bytea := (select k.signing_key from private.terminal_keys k where k.terminal_id = p_terminal.id);
  v_orders sync.orders;
  v_ops sync.incoming[];
  v_op sync.incoming;
  v_stored sync.ops;
  v_new sync.ops[] := '{}';
  v_envelopes jsonb[] := '{}';                             -- of the new ones; null where there is nothing to apply
  v_ids uuid[] := '{}';
  v_count integer;
  v_taken integer := 0;
  v_room uuid;
begin
  if json_typeof(p_ops) is distinct from 'array' or json_array_length(p_ops) > 50 then
    raise exception 'at most 50 commands at once' using errcode = '22023';
  end if;
  select s.last_seq, s.last_hash into last_seq, last_hash
    from sync.terminal_state s where s.terminal_id = p_terminal.id for update;
  v_ops := array(
    select row(o.seq, o.body, o.hash, o.mac, o.signature, o."order", o.quarantined, sync.read_envelope(o.body))::sync.incoming
      from json_populate_recordset(null::sync.incoming, p_ops) o);
  v_count := cardinality(v_ops);
  -- All rooms at once and in one order, so that two terminals that push do not wait for each other in a circle.
  for v_room in select distinct r from unnest(v_ops) o, sync.rooms_of(o.envelope) r order by 1 loop
    perform app.lock_room(v_room);
  end loop;
  v_orders := sync.current_orders(exists (select from unnest(v_ops) o where o."order" is not null and o.seq > last_seq));

  foreach v_op in array v_ops loop
    if v_op.seq <= last_seq then
      select o.hash into v_stored.hash from sync.ops o where o.terminal_id = p_terminal.id and o.seq = v_op.seq;
      if v_op.seq > last_seq - cardinality(v_new) then     -- twice in one batch
        v_stored.hash := v_new[cardinality(v_new) - (last_seq - v_op.seq)].hash;
      end if;
      if v_stored.hash is distinct from v_op.hash then
        raise exception 'command % is known with another content', v_op.seq
          using errcode = 'FD002', hint = 'cloned_terminal', detail = json_build_object('seq', v_op.seq)::text;
      end if;
      v_taken := v_taken + 1;
      continue;
    end if;
    perform sync.check_place(v_op, last_seq, last_hash, v_key);
    exit when not sync.may_be_taken(v_op, v_orders, v_taken = 0);

    v_stored := null;
    v_stored.terminal_id := p_terminal.id;
    v_stored.seq := v_op.seq;
    v_stored.body := v_op.body;
    v_stored.hash := v_op.hash;
    v_stored.mac := v_op.mac;
    v_stored.signature := v_op.signature;
    v_stored.xid := pg_current_xact_id();
    v_stored.op_id := coalesce(
      (v_op.envelope ->> 'opId')::uuid, sync.uuid_or_null(v_op.quarantined ->> 'opId'),
      app.derived_id(p_terminal.id, v_op.seq::text));
    v_stored.name := left(coalesce(v_op.envelope ->> 'name', v_op.quarantined ->> 'name', ''), 60);
    -- A terminal that enrolled again sends its work again: what is known under its id is done.
    select o.status, o.reason, o.detail into v_stored.status, v_stored.reason, v_stored.detail
      from sync.ops o where o.op_id = v_stored.op_id limit 1;
    if v_stored.status is null then
      if v_stored.op_id = any (v_ids) then                 -- twice in one batch, which no terminal does
        v_op.envelope := null;
      end if;
      v_ids := v_ids || v_stored.op_id;
      if v_op.quarantined is not null then
        v_op.envelope := null;
        v_stored.detail := v_op.quarantined;
      elsif (v_op.envelope ->> 'seq') is distinct from v_op.seq::text then
        v_op.envelope := null;
        v_stored.op_id := app.derived_id(p_terminal.id, v_op.seq::text);
      end if;
    else
      v_op.envelope := null;
    end if;
    if v_op."order" is not null then
      if v_op."order" > v_orders.lost_from and v_op."order" <= v_orders.last_order
         and not exists (select from sync.ops o where o.order_number = v_op."order") then
        v_stored.order_number := v_op."order";
        if v_op."order" <= v_orders.lost_from + 1000000 then
          v_orders.refilled := greatest(v_orders.refilled, v_op."order");
        end if;
      end if;
    end if;
    v_new := v_new || v_stored;
    v_envelopes := v_envelopes || sync.upcast(v_op.envelope);
    last_seq := v_op.seq;
    last_hash := v_op.hash;
    v_taken := v_taken + 1;
  end loop;

  held := v_count - v_taken;
  if cardinality(v_new) > 0 or held > 0 then
    perform sync.store_ops(sync.settle_all(p_terminal, v_new, v_envelopes), v_orders, held);
    update sync.terminal_state s
       set last_seq = receive.last_seq, last_hash = receive.last_hash, last_seen = clock_timestamp()
     where s.terminal_id = p_terminal.id;
  end if;
  results := coalesce((
    select json_agg(sync.op_result(o) order by i.place)
      from unnest(v_ops[1:v_taken]) with ordinality i (seq, body, hash, mac, signature, "order", quarantined, envelope, place)
      join sync.ops o on o.terminal_id = p_terminal.id and o.seq = i.seq), '[]');
end
$$;

-- The commands of a batch to their ends, in their order. Those without an envelope are known already, could not be
-- carried, or are no commands at all.
create function sync.settle_all(p_terminal public.terminals, p_ops sync.ops[], p_envelopes jsonb[]) returns sync.ops[]
language plpgsql volatile
as $$
declare
  v_next integer := 1;
  v_until integer;
  v_ends sync.ending[];
  -- Somebody in it is not of the staff any more: when each was done counts.
  v_is_by_gone constant boolean := exists (
    select from unnest(p_envelopes) e join sync.staff_ends s on s.user_id = (e ->> 'actor')::uuid);
begin
  perform set_config('app.applying', 'on', true);
  perform set_config('sync.latest_at', '', true);
  while v_next <= cardinality(p_ops) loop
    v_until := v_next;
    if p_ops[v_next].status is not null then
      v_ends := null;
    elsif p_envelopes[v_next] is null and p_ops[v_next].detail is not null then
      v_ends := array[sync.settle_quarantined(p_terminal, p_ops[v_next].op_id, p_ops[v_next].detail)];
    elsif p_envelopes[v_next] is null then
      v_ends := array[sync.settle_unread(p_terminal, p_ops[v_next].op_id)];
    elsif v_is_by_gone then
      v_ends := sync.settle_run(p_terminal, p_envelopes[v_next:v_next]);
      -- no command is older than one before it, in one batch either
      perform set_config('sync.latest_at', greatest(
        nullif(current_setting('sync.latest_at'), '')::timestamptz, sync.done_at(p_envelopes[v_next]))::text, true);
    else
      while v_until < cardinality(p_ops) and p_envelopes[v_until + 1] is not null loop
        v_until := v_until + 1;
      end loop;
      v_until := v_next + sync.run_length(p_envelopes[v_next:v_until]) - 1;
      v_ends := sync.settle_run(p_terminal, p_envelopes[v_next:v_until]);
    end if;
    for v_place in v_next .. v_until loop
      if v_ends is not null then
        p_ops[v_place].status := v_ends[v_place - v_next + 1].status;
        p_ops[v_place].reason := v_ends[v_place - v_next + 1].reason;
        p_ops[v_place].detail := v_ends[v_place - v_next + 1].detail;
      end if;
      p_ops[v_place].received_at := clock_timestamp();
    end loop;
    v_next := v_until + 1;
  end loop;
  perform set_config('app.applying', '', true);
  return p_ops;
end
$$;

-- Is this the next of the terminal's chain, and its own? What is not ends the call: nothing of the batch is done.
create function sync.check_place(p_op sync.incoming, p_last_seq integer, p_last_hash text, p_key bytea) returns void
language plpgsql stable
as $$
begin
  if p_op.seq is distinct from p_last_seq + 1 then
    raise exception 'command % is not the next', p_op.seq
      using errcode = 'FD001', hint = 'seq_gap', detail = json_build_object('lastSeq', p_last_seq)::text;
  end if;
  -- What could not be carried is known by its hash alone; the next command is bound to it.
  if p_op.quarantined is null and encode(sha256(convert_to(p_last_hash || p_op.body, 'UTF8')), 'hex') is distinct from p_op.hash
     or p_op.quarantined is not null and coalesce(p_op.hash, '') !~ '^[0-9a-f]{64}$' then
    raise exception 'command % does not follow from the one before', p_op.seq
      using errcode = 'FD007', hint = 'hash_mismatch', detail = json_build_object('seq', p_op.seq)::text;
  end if;
  if p_key is null
     or encode(extensions.hmac(convert_to(p_op.hash, 'UTF8'), p_key, 'sha256'), 'hex') is distinct from p_op.mac
       or length(p_op.signature) is distinct from 88 then    -- Ed25519 in base64
    raise exception 'command % is not signed by its terminal', p_op.seq
      using errcode = 'FD009', hint = 'signature_refused', detail = json_build_object('seq', p_op.seq)::text;
  end if;
end
$$;

-- False for what has to wait, and all after it with it: for a command of another terminal that was before it and that
-- the server has forgotten, or for a server or terminal that is new enough.
create function sync.may_be_taken(p_op sync.incoming, p_orders sync.orders, p_is_first boolean) returns boolean
language plpgsql stable
as $$
declare
  v_version constant integer := (p_op.envelope ->> 'schemaVersion')::integer;
begin
  if v_version not between sync.oldest_schema_version() and sync.schema_version() then
    if p_is_first then
      raise exception 'a command of version %', v_version
        using errcode = 'FD008', hint = 'protocol_unsupported', detail = json_build_object(
          'oldest', sync.oldest_schema_version(), 'newest', sync.schema_version())::text;
    end if;
    return false;
  end if;
  return (p_orders.is_over or p_op."order" is null or p_op."order" <= p_orders.refilled + 1
    or p_op."order" > p_orders.lost_from + 1000000);            -- of a life that this restore has undone as a whole
end
$$;

-- The state of the numbers. The first to push after a restore finds it out by the epoch.
create function sync.current_orders(p_brings_back boolean) returns sync.orders
language plpgsql volatile
set search_path = ''
as $$
declare
  v_epoch constant text := sync.epoch();
  v_orders sync.orders;
begin
  -- Milliseconds, so that two lives that began from one backup give no number twice.
  update sync.orders o
     set epoch = v_epoch, lost_from = o.last_order, refilled = o.last_order,
         last_order = greatest(o.last_order + 1000000, (extract(epoch from clock_timestamp()) * 1000)::bigint),
         waiting_since = null, is_over = false
   where o.epoch <> v_epoch;
  if p_brings_back then
    update sync.orders o set is_over = true
     where not o.is_over and o.waiting_since < clock_timestamp() - interval '5 minutes';
    select * into v_orders from sync.orders o for update;  -- one at a time, until all is back
  else
    select * into v_orders from sync.orders o;
  end if;
  return v_orders;
end
$$;

-- The commands of a batch, with their numbers, given last and at once: whoever sees what a command did has a later one.
create function sync.store_ops(p_ops sync.ops[], p_orders sync.orders, p_held integer) returns void
language plpgsql volatile
as $$
declare
  v_new constant integer := (select count(*) from unnest(p_ops) o where o.order_number is null);
  v_last bigint;
begin
  update sync.orders o
     set last_order = o.last_order + v_new,
         refilled = greatest(o.refilled, p_orders.refilled),
         waiting_since = case when p_held > 0 and not p_orders.is_over and p_orders.refilled <= o.refilled
           then coalesce(o.waiting_since, clock_timestamp())
           when p_orders.refilled <= o.refilled then o.waiting_since end
   returning o.last_order - v_new into v_last;
  insert into sync.ops
  select o.terminal_id, o.seq, o.op_id, o.name, o.body, o.hash, o.mac, o.signature,
         coalesce(o.order_number, v_last + count(*) filter (where o.order_number is null) over (order by o.seq)),
         o.status, o.reason, o.detail, o.xid, o.received_at
    from unnest(p_ops) o;
end
$$;

-- No envelope at all: a terminal's fault, which must not stop its queue.
create function sync.settle_unread(p_terminal public.terminals, p_op_id uuid) returns sync.ending
language plpgsql volatile
set search_path = ''
as $$
begin
  perform sync.write_conflict(
    p_terminal.id, jsonb_build_object('opId', p_op_id, 'writes', '[]'::jsonb), 'refused', 'value_refused', '{}', null, null);
  return row('refused', 'value_refused', '{}')::sync.ending;
end
$$;

-- What could not be carried: in sight of everybody, with what its terminal says of it.
create function sync.settle_quarantined(p_terminal public.terminals, p_op_id uuid, p_said jsonb) returns sync.ending
language plpgsql volatile
set search_path = ''
as $$
declare
  v_end constant sync.ending := row(
    'refused', 'quarantined', jsonb_build_object('why', left(p_said ->> 'reason', 30)))::sync.ending;
begin
  begin
    perform sync.write_conflict(
      p_terminal.id,
      jsonb_build_object('opId', p_op_id, 'writes', '[]'::jsonb, 'name', p_said ->> 'name', 'actor', p_said ->> 'actor',
        'businessDate', p_said ->> 'businessDate'),
      v_end.status, v_end.reason, v_end.detail, null, null);
  exception when data_exception or integrity_constraint_violation then
    perform sync.write_conflict(
      p_terminal.id, jsonb_build_object('opId', p_op_id, 'writes', '[]'::jsonb), v_end.status, v_end.reason, v_end.detail,
      null, null);
  end;
  return v_end;
end
$$;

-- ------------------------------------------------------------------ nobody reaches it but through what is granted

insert into sync.orders (epoch) values (sync.epoch());

do $$
begin
  perform sync.attach_tables();                            -- what commands may write is known by now
  perform app.attach_table('public.sync_conflicts');
end
$$;
revoke all on all tables in schema sync, private, monitoring from public, anon, authenticated;
revoke all on public.sync_conflicts from public, anon, authenticated;
revoke execute on all functions in schema public, app, sync, private, monitoring from public, anon, authenticated;
grant select on public.sync_conflicts to app_user;
create policy sync_conflicts_read on public.sync_conflicts for select to app_user
  using ((select app.has_role('admin', 'manager', 'front_desk', 'accountant', 'auditor')));
grant execute on function
  public.sync_new_enrolment_code(text), public.sync_enrol_again(text, text, text), public.sync_hello(integer),
  public.sync_snapshot(text, uuid, integer, uuid, text[]),
  public.sync_snapshot_today(), public.sync_pull(text, text, json, integer), public.sync_push(json) to authenticated;
-- A terminal that enrols has no sign-in yet; one that enrols again may still have its old one.
grant execute on function public.sync_enrol(text, text, text, text, text) to anon, authenticated;

-- migrate:down
