-- migrate:up

-- Upward: the rows of one command.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 12;

-- These are called by sync_push and its like alone, which set the search path: setting it again at each call was a tenth
-- of a push.

-- Applies the rows of one command or raises. p_mode: `plain`, as the terminal wrote them; `park`, when somebody else
-- holds the room: the stay is kept without one; `salvage`, when the command is refused: only money and numbers; and
-- `numbers`, when not even that is possible: a number that was given is not given again.
-- SQLSTATEs of a command's end: FD101 changed_meanwhile, FD102 status_move, FD103 row_missing, FD104 not_permitted,
-- FD105 room_taken, FD107 already_settled; DETAIL is JSON.
create function sync.apply(
  p_terminal public.terminals, p_envelope jsonb, p_mode text,
  out merged boolean, out suspense boolean, out reinstated uuid, out parked uuid, out wanted_room uuid, out money uuid[],
  out audit public.audit_logs[])
language plpgsql volatile
as $$
declare
  v_actor constant uuid := p_envelope ->> 'actor';
  v_writes constant jsonb := p_envelope -> 'writes';
  v_count constant integer := jsonb_array_length(v_writes);
  v_index integer := 0;
  v_write jsonb;
  v_next jsonb;
  v_name text;
  v_id uuid;
  v_set jsonb;
  v_survivor uuid;
  v_of uuid;                                               -- whose the changed row is: a night's stay, a series' terminal
  v_now jsonb;
  v_row record;
  v_change record;
  v_rows jsonb := '[]';                                    -- new rows of one table that follow each other: one statement
  v_written integer[] := '{}';
  v_actual jsonb := '{}';                                  -- what a write came to, where it is not what it said
  v_new uuid[] := '{}';                                    -- stays that come with all their nights
  v_stays uuid[] := '{}';                                  -- whose nights may have to be let go or held again
  v_sums uuid[] := '{}';                                   -- whose sums have changed
  v_invoices uuid[] := '{}';
begin
  merged := false;
  suspense := false;
  money := '{}';
  -- Two stays that change rooms pass through each other's; what counts is where they end.
  if v_count > 1 then
    set constraints public.bookings_no_double_booking, public.bookings_one_in_house deferred;
  end if;
  while v_index < v_count loop
    v_write := v_writes -> v_index;
    v_index := v_index + 1;
    v_name := v_write ->> 'table';
    v_id := v_write ->> 'id';
    if p_mode = 'numbers' and v_name is distinct from 'number_series'
       or p_mode = 'salvage' and v_name is distinct from 'number_series'
          and (v_write ->> 'verb' is distinct from 'insert' or v_name is distinct from 'payments'
            and (v_name is distinct from 'transactions' or v_write #>> '{set,payment_id}' is null)) then
      continue;
    end if;
    v_set := sync.permitted(p_terminal, p_envelope ->> 'name', v_actor, v_write);
    if v_name = 'bookings' then
      v_set := v_set - 'to_be_confirmed';                  -- a terminal may doubt; what is applied here is confirmed
    end if;
    v_written := v_written || (v_index - 1);

    if v_write ->> 'verb' = 'insert' then
      if v_name in ('payments', 'transactions') then
        v_set := sync.find_home(v_set, case when p_mode = 'salvage' then
          case when p_terminal.revoked_at is null then 'command_refused' else 'terminal_revoked' end end);
        suspense := suspense or v_set ->> 'suspense_reason' is not null;
        v_sums := v_sums || (v_set ->> 'booking_id')::uuid;
        if v_set ->> 'invoice_id' is not null then
          v_invoices := v_invoices || (v_set ->> 'invoice_id')::uuid;
        end if;
        if v_name = 'payments' then
          money := money || v_id;
        end if;
      elsif v_name = 'bookings' then
        v_set := v_set || jsonb_build_object('total_room_charge', sync.sum_of_nights(v_id, v_set, v_writes));
        v_new := v_new || v_id;
        if p_mode = 'park' then
          parked := v_id;
          wanted_room := v_set ->> 'room_id';
          v_set := v_set || jsonb_build_object('room_id', null, 'wanted_room_id', wanted_room);
        end if;
        v_stays := v_stays || v_id;
      elsif v_name = 'booking_nights' then
        if p_mode = 'park' then
          v_set := v_set || '{"room_id": null}';
        end if;
        v_stays := v_stays || (v_set ->> 'booking_id')::uuid;
        if not (v_set ->> 'booking_id')::uuid = any (v_new) then
          v_sums := v_sums || (v_set ->> 'booking_id')::uuid;
        end if;
      end if;
      if p_mode <> 'plain' or v_set ? 'suspense_reason' then
        v_actual := v_actual || jsonb_build_object(v_index - 1, jsonb_build_object('set', v_set - 'total_room_charge'));
      end if;
      v_rows := v_rows || (v_set || jsonb_build_object('id', v_id));
      v_next := v_writes -> v_index;
      if v_next ->> 'verb' = 'insert' and v_next ->> 'table' = v_name and p_mode in ('plain', 'park') then
        continue;
      end if;
      merged := sync.insert_facts(v_name, v_rows) or merged;
      v_rows := '[]';
      continue;
    end if;

    if v_name = 'customers' and p_envelope ->> 'name' in ('guest.update', 'guest.setBlacklist') then
      v_survivor := sync.survivor_of(v_id);                -- that desk had not heard that two guests are one
      if exists (select from public.customers c where c.id = v_survivor and c.anonymised_at is not null) then
        raise exception 'of this guest nothing is kept any more' using errcode = 'FD101',
          detail = jsonb_build_object('table', v_name, 'id', v_survivor)::text;
      end if;
      if v_survivor <> v_id then
        v_id := v_survivor;
        merged := true;
        v_actual := v_actual || jsonb_build_object(v_index - 1, jsonb_build_object('id', v_id));
      end if;
    end if;
    if p_mode = 'plain' then
      v_of := sync.change_row(v_name, v_id, v_set, v_write -> 'was');
      if v_of is not null then
        if v_name = 'bookings' then
          v_stays := v_stays || v_id;
          if v_write #>> '{was,status}' = 'cancelled' and v_set ->> 'status' = 'checked_in' then
            reinstated := v_id;
          end if;
        elsif v_name = 'booking_nights' then
          v_stays := v_stays || v_of;
          if v_set ? 'amount' then
            v_sums := v_sums || v_of;
          end if;
        elsif v_name = 'number_series' and v_of <> p_terminal.id then
          perform sync.not_permitted(v_name, 'id');
        end if;
        continue;
      end if;
    end if;
    v_row := sync.read_row(v_name, v_id, v_set, v_write -> 'was');
    v_now := v_row.now;
    if v_now is null and v_name = 'number_series' then
      continue;
    elsif v_now is null then
      raise exception 'the row is not here' using errcode = 'FD103',
        detail = jsonb_build_object('table', v_name, 'id', v_id)::text;
    end if;
    v_set := sync.only_keys(v_row.set, v_set);
    if v_name = 'number_series' and (v_now ->> 'terminal_id')::uuid <> p_terminal.id then
      perform sync.not_permitted(v_name, 'id');
    elsif v_name = 'sync_conflicts' and v_row.was -> 'settled_at' is distinct from v_now -> 'settled_at'
          and v_now -> 'settled_at' is distinct from v_set -> 'settled_at' then
      raise exception 'somebody else was first' using errcode = 'FD107',
        detail = jsonb_build_object('table', v_name, 'id', v_id, 'resolution', v_now -> 'resolution',
          'settledBy', v_now -> 'settled_by', 'settledAt', v_now -> 'settled_at')::text;
    end if;
    if p_mode = 'park' and v_name = 'bookings' then
      parked := v_id;
      wanted_room := sync.give_up_room(v_now, v_set);
      v_set := v_set - 'room_id' - 'wanted_room_id';
    elsif p_mode = 'park' and v_name = 'booking_nights' then
      v_set := v_set - 'room_id';
    end if;
    v_change := sync.merge_row(v_name, v_id, v_set, v_row.was, v_now);
    merged := merged or v_change.merged;
    if v_change.merged or p_mode = 'park' then
      v_set := v_change.set || case when p_mode = 'park' and v_name = 'bookings'
        then jsonb_build_object('room_id', null, 'wanted_room_id', wanted_room) else '{}' end;
      v_actual := v_actual || jsonb_build_object(v_index - 1,
        jsonb_build_object('id', v_id, 'was', sync.only_keys(v_now, v_set), 'set', v_set));
    end if;
    if v_change.set <> '{}' then
      perform sync.update_row(v_name, v_id, v_change.set);
    end if;
    if v_name = 'bookings' then
      v_stays := v_stays || v_id;
      if v_now ->> 'status' = 'cancelled' and v_change.set ->> 'status' = 'checked_in' then
        reinstated := v_id;
      end if;
    elsif v_name = 'booking_nights' then
      v_stays := v_stays || (v_now ->> 'booking_id')::uuid;
      if v_change.set ? 'amount' then
        v_sums := v_sums || (v_now ->> 'booking_id')::uuid;
      end if;
    elsif v_name in ('payments', 'transactions') and v_change.set ->> 'booking_id' is not null then
      v_sums := v_sums || (v_change.set ->> 'booking_id')::uuid;   -- money that found its booking counts there
    end if;
  end loop;

  if p_mode = 'park' and parked is null then               -- nothing that can be kept without a room
    raise exception 'the room is taken' using errcode = 'FD105',
      detail = jsonb_build_object('table', v_name, 'id', v_id)::text;
  end if;

  if cardinality(v_stays) > 0 then
    perform sync.settle_nights(v_stays);
  end if;
  if v_count > 1 then
    set constraints public.bookings_no_double_booking, public.bookings_one_in_house immediate;
  end if;
  foreach v_id in array money loop
    if not exists (select from public.transactions t where t.payment_id = v_id and t.reverses_id is null) then
      perform app.post_payments(array[v_id]);
    end if;
  end loop;
  if cardinality(v_sums) > 0 or merged and cardinality(v_new) > 0 then
    perform app.touch_bookings(v_sums || v_new);
  end if;
  if cardinality(v_invoices) > 0 then
    perform app.touch_invoices(v_invoices);
  end if;
  audit := sync.audit_of(p_terminal.id, p_envelope, v_written, v_actual);
end
$$;

-- The guest that this one was made one with, or this one.
create function sync.survivor_of(p_id uuid) returns uuid
language plpgsql stable
as $$
declare
  v_next uuid;
begin
  for v_hop in 1 .. 10 loop
    select c.merged_into into v_next from public.customers c where c.id = p_id and c.merged_into is not null;
    exit when not found;
    p_id := v_next;
  end loop;
  return p_id;
end
$$;

-- What the nights that come with a new stay cost.
create function sync.sum_of_nights(p_booking_id uuid, p_booking jsonb, p_writes jsonb) returns numeric
language plpgsql immutable
as $$
begin
  return (
    select coalesce(sum(round((w #>> '{set,amount}')::numeric, 2)), 0)
      from jsonb_array_elements(p_writes) w
     where w ->> 'table' = 'booking_nights' and (w #>> '{set,booking_id}')::uuid = p_booking_id
       and (w #>> '{set,night}')::date >= (p_booking ->> 'check_in_date')::date
       and (w #>> '{set,night}')::date < (p_booking ->> 'check_out_date')::date);
end
$$;

-- A night is held exactly while its stay would have it so, whatever the parts that were merged say. Nearly always it is.
create function sync.settle_nights(p_stays uuid[]) returns void
language plpgsql volatile
as $$
declare
  v_id uuid;
begin
  for v_id in
    select n.id from public.bookings b join public.booking_nights n on n.booking_id = b.id
     where b.id = any (p_stays)
       and n.holds_room <> app.holds_room(b.status, b.check_in_date, b.check_out_date, n.night)
     order by n.booking_id, n.night
  loop
    update public.booking_nights n set holds_room = not n.holds_room where n.id = v_id;
  end loop;
end
$$;

-- What of a write this command may set here, done by this person at this terminal; raises where anything is not its.
create function sync.permitted(p_terminal public.terminals, p_command text, p_actor uuid, p_write jsonb) returns jsonb
language plpgsql stable
as $$
declare
  v_name constant text := p_write ->> 'table';
  v_set jsonb := p_write -> 'set';
  v_rule record;
  v_key text;
  v_values jsonb;
begin
  select t.columns, t.ignored, t.actors, w.columns as allowed, w.required into v_rule
    from sync.command_writes w
    join sync.tables t on t.name = w.table_name
   where w.command = p_command and w.table_name = v_name and w.verb = p_write ->> 'verb';
  if not found or jsonb_typeof(v_set) is distinct from 'object' or p_write ->> 'id' is null then
    perform sync.not_permitted(v_name, null);
  end if;
  v_set := v_set - v_rule.ignored - 'id';
  if p_write ->> 'verb' = 'update' and not p_write -> 'was' ?& array(select jsonb_object_keys(v_set)) then
    raise exception 'a change says what it found' using errcode = '22023', table = v_name;
  end if;
  if v_set - coalesce(v_rule.allowed, v_rule.columns) <> '{}' then
    perform sync.not_permitted(v_name, (
      select k from jsonb_object_keys(v_set - coalesce(v_rule.allowed, v_rule.columns)) k limit 1));
  end if;
  if v_set ->> 'terminal_id' <> p_terminal.id::text then
    perform sync.not_permitted(v_name, 'terminal_id');
  end if;
  foreach v_key in array v_rule.actors loop
    if (v_set ->> v_key)::uuid <> p_actor then
      perform sync.not_permitted(v_name, v_key);
    end if;
  end loop;
  if v_rule.required <> '{}' then
    for v_key, v_values in select e.key, e.value from jsonb_each(v_rule.required) e loop
      if v_set ? v_key and not v_values @> (v_set -> v_key) then
        perform sync.not_permitted(v_name, v_key);
      end if;
    end loop;
  end if;
  return v_set;
end
$$;

create function sync.not_permitted(p_table text, p_column text) returns void
language plpgsql immutable
set search_path = ''
as $$
begin
  raise exception 'not permitted' using errcode = 'FD104',
    detail = jsonb_build_object('table', p_table, 'column', p_column)::text;
end
$$;

-- In plpgsql, as its plan is kept: one in SQL was a fifth of a push.
create function sync.only_keys(p_value jsonb, p_keys jsonb) returns jsonb
language plpgsql immutable parallel safe
as $$
begin
  return (select coalesce(jsonb_object_agg(k, p_value -> k), '{}') from jsonb_object_keys(p_keys) k where p_value ? k);
end
$$;

-- Money whose booking is not here, or was cancelled meanwhile, is kept in sight.
create function sync.find_home(p_set jsonb, p_salvaged text) returns jsonb
language plpgsql stable
as $$
declare
  v_status public.booking_status_enum;
  v_reason text := p_salvaged;
begin
  if p_set ->> 'booking_id' is not null then
    select b.status into v_status from public.bookings b where b.id = (p_set ->> 'booking_id')::uuid;
    if v_status is null then
      p_set := p_set || '{"booking_id": null, "booking_night_id": null, "invoice_id": null}';
      v_reason := case when p_salvaged = 'terminal_revoked' then p_salvaged else 'booking_unknown' end;
    elsif v_status = 'cancelled' then
      v_reason := coalesce(v_reason, 'booking_cancelled');
    end if;
  end if;
  if p_salvaged is not null then
    p_set := p_set || '{"shift_id": null}';
  end if;
  if v_reason is not null then
    p_set := p_set || jsonb_build_object('suspense_reason', v_reason);
  end if;
  return p_set;
end
$$;

-- Inserts, or finds that another desk has written the very same fact: a night is posted once, whoever posts it.
create function sync.insert_facts(p_table text, p_rows jsonb) returns boolean
language plpgsql volatile
as $$
declare
  v_ids constant uuid[] := sync.insert_rows(p_table, p_rows);
  v_fact jsonb;
  v_row record;
begin
  if cardinality(v_ids) = jsonb_array_length(p_rows) then
    return false;
  end if;
  for v_fact in select e from jsonb_array_elements(p_rows) e where not (e ->> 'id')::uuid = any (coalesce(v_ids, '{}')) loop
    v_row := sync.read_row(p_table, (v_fact ->> 'id')::uuid, v_fact, '{}');
    if p_table = 'number_series' then
      perform sync.update_row(p_table, (v_fact ->> 'id')::uuid, jsonb_build_object(
        'last_number', greatest((v_row.now ->> 'last_number')::integer, (v_row.set ->> 'last_number')::integer)));
    elsif p_table = 'business_days' then
      continue;                                            -- a day is opened once, whoever opens it
    elsif exists (
      select from jsonb_object_keys(v_fact) k
       where k not in ('created_at', 'terminal_id', 'shift_id', 'posted_by', 'processed_by', 'created_by', 'business_date', 'description')
         and v_row.now -> k is distinct from v_row.set -> k) then
      raise exception 'the id is in use' using errcode = '23505', table = p_table, column = 'id';
    end if;
  end loop;
  return true;
end
$$;

-- The loser of a room keeps its stay: what it holds from today on is let go, and what it wanted is written down.
create function sync.give_up_room(p_now jsonb, p_set jsonb) returns uuid
language plpgsql volatile
set search_path = ''
as $$
declare
  v_id constant uuid := p_now ->> 'id';
  v_wanted constant uuid := coalesce(p_set ->> 'room_id', p_now ->> 'room_id', p_now ->> 'wanted_room_id');
begin
  if p_now ->> 'room_id' is not null
     and (p_set ->> 'room_id' is not null
       or (p_set ? 'check_in_date' or p_set ? 'check_out_date') and not p_set ? 'status') then
    raise exception 'the room is taken' using errcode = 'FD105',   -- it has another, or this one for fewer nights
      detail = jsonb_build_object('table', 'bookings', 'id', v_id)::text;
  end if;
  update public.bookings b set room_id = null, wanted_room_id = v_wanted where b.id = v_id;
  update public.booking_nights n set room_id = null
   where n.booking_id = v_id and n.room_id is not null and (n.night >= public.hotel_today() or not n.holds_room);
  return v_wanted;
end
$$;

-- One row per write, under the ids and with the words that its terminal has written already; where another desk's work
-- made it come to something else, what it came to.
create function sync.audit_of(p_terminal_id uuid, p_envelope jsonb, p_indexes integer[], p_actual jsonb)
returns public.audit_logs[]
language plpgsql stable
as $$
declare
  v_op_id constant uuid := p_envelope ->> 'opId';
  v_row public.audit_logs;
  v_rows public.audit_logs[] := '{}';
  v_index integer;
  v_write jsonb;
begin
  v_row.user_id := p_envelope ->> 'actor';
  v_row.terminal_id := p_terminal_id;
  v_row.op_id := v_op_id;
  v_row.command := p_envelope ->> 'name';
  v_row.business_date := p_envelope ->> 'businessDate';
  v_row.offline := (p_envelope ->> 'offline')::boolean;
  v_row.created_at := p_envelope #>> '{at,wall}';
  foreach v_index in array p_indexes loop
    v_write := p_envelope -> 'writes' -> v_index;
    v_row.id := app.derived_id(v_op_id, v_index::text);
    v_row.table_name := v_write ->> 'table';
    v_row.record_id := coalesce(p_actual -> v_index::text ->> 'id', v_write ->> 'id');
    v_row.action := upper(v_write ->> 'verb');
    v_row.old_values := case when v_row.action = 'UPDATE'
      then coalesce(p_actual -> v_index::text -> 'was', v_write -> 'was') end;
    v_row.new_values := coalesce(p_actual -> v_index::text -> 'set', v_write -> 'set');
    v_rows := v_rows || v_row;
  end loop;
  return v_rows;
end
$$;

-- migrate:down
