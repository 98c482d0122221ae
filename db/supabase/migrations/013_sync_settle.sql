-- migrate:up

-- Upward: what another desk has changed meanwhile, and how a command ends.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 13;

-- Column by column: what the command left is taken where the server still has what the command found.
create function sync.merge_row(
  p_name text, p_id uuid, p_set jsonb, p_was jsonb, p_now jsonb, out set jsonb, out merged boolean)
language plpgsql stable
as $$
declare
  v_conflicts jsonb := '{}';
  v_key text;
  v_mine jsonb;
  v_before jsonb;
  v_theirs jsonb;
  v_how text;
begin
  set := '{}';
  merged := false;
  for v_key, v_mine in select e.key, e.value from jsonb_each(p_set) e loop
    v_before := p_was -> v_key;
    v_theirs := p_now -> v_key;
    if v_theirs = v_mine then
      continue;
    elsif v_theirs = v_before then
      set := set || jsonb_build_object(v_key, v_mine);
      continue;
    end if;
    select m.how into v_how from sync.column_merges m where m.table_name = p_name and m.column_name = v_key;
    if v_how = 'first_wins' then
      merged := true;
    elsif v_how in ('last_wins', 'judged') then
      set := set || jsonb_build_object(v_key, v_mine);
      merged := true;
    elsif v_how = 'greatest' then
      if (v_mine #>> '{}')::numeric > (v_theirs #>> '{}')::numeric then
        set := set || jsonb_build_object(v_key, v_mine);
      end if;
    elsif v_how = 'keep_both' then
      set := set || jsonb_build_object(v_key, sync.both_texts(v_theirs #>> '{}', v_mine #>> '{}', v_before #>> '{}'));
      merged := true;
    elsif v_key = 'room_id' and v_theirs = 'null' and sync.is_parked(p_name, p_now, v_before) then
      set := set || jsonb_build_object(v_key, v_mine);     -- the terminal had not yet heard that it lost the room
    else
      v_conflicts := v_conflicts || jsonb_build_object(v_key, jsonb_build_object('was', v_before, 'mine', v_mine, 'theirs', v_theirs));
    end if;
  end loop;
  if v_conflicts <> '{}' then
    raise exception 'changed meanwhile' using errcode = 'FD101',
      detail = jsonb_build_object('table', p_name, 'id', p_id, 'columns', v_conflicts)::text;
  end if;
end
$$;

create function sync.is_parked(p_name text, p_now jsonb, p_room jsonb) returns boolean
language sql stable
set search_path = ''
as $$
  select case p_name
    when 'bookings' then p_now -> 'wanted_room_id' = p_room
    when 'booking_nights' then exists (
      select from public.bookings b
       where b.id = (p_now ->> 'booking_id')::uuid
         and (to_jsonb(b.wanted_room_id) = p_room or b.room_id is not null))
    else false end
$$;

create function sync.both_texts(p_theirs text, p_mine text, p_before text) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select case
    when coalesce(p_theirs, '') = '' then p_mine
    when coalesce(p_mine, '') = '' or starts_with(p_theirs, p_mine) then p_theirs
    when starts_with(p_mine, p_theirs) then p_mine
    when coalesce(p_before, '') <> '' and starts_with(p_mine, p_before) then
      p_theirs || E'\n' || ltrim(substr(p_mine, length(p_before) + 1), E'\n')
    else p_theirs || E'\n' || p_mine end
$$;

-- Who has the room of this stay on its nights, or is in it where its own guest is in the house too, for the card that a
-- person will see.
create function sync.room_holders(p_booking_id uuid, p_room_id uuid) returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(h.holder), '[]')
    from (
      select jsonb_build_object('bookingId', o.id, 'bookingCode', o.booking_code, 'status', o.status,
               'arrival', o.check_in_date, 'departure', o.check_out_date) as holder
        from public.bookings o
       where o.id <> p_booking_id
         and (o.id in (
                select n.booking_id from public.booking_nights n
                  join public.booking_nights m on m.booking_id = p_booking_id and m.night = n.night
                 where n.room_id = p_room_id and n.holds_room)
              or o.room_id = p_room_id and o.status = 'checked_in'
                 and exists (select from public.bookings m where m.id = p_booking_id and m.status = 'checked_in'))
       order by o.check_in_date
       limit 10) h
$$;

create function sync.reason_of(p_state text) returns text
language sql immutable parallel safe
set search_path = ''
as $$
  select case
    when p_state in ('23P01', 'FD105') then 'room_taken'
    when p_state = 'FD101' then 'changed_meanwhile'
    when p_state = 'FD102' then 'status_move'
    when p_state = 'FD103' then 'row_missing'
    when p_state = 'FD104' then 'not_permitted'
    when p_state = 'FD106' then 'revoked'
    when p_state = 'FD107' then 'already_settled'
    when p_state = '23503' then 'reference_missing'
    when p_state = '23505' then 'duplicate'
    else 'value_refused' end
$$;

-- May this person do this at all, from this terminal, at that time?
create function sync.check_actor(p_terminal public.terminals, p_envelope jsonb) returns void
language plpgsql stable
as $$
declare
  v_role public.user_role_enum;
  v_works boolean;
  v_roles public.user_role_enum[];
begin
  if p_terminal.revoked_at is not null then
    raise exception 'the terminal was sent away' using errcode = 'FD106', detail = '{"terminal": true}';
  end if;
  select case when u.is_super_admin then 'admin' else u.role end, u.is_active and u.account_status = 'active', c.roles
    into v_role, v_works, v_roles
    from public.user_profiles u
    left join sync.commands c on c.name = p_envelope ->> 'name'
   where u.id = (p_envelope ->> 'actor')::uuid;
  if not v_works then
    v_role := sync.role_before_end(p_terminal.id, p_envelope);
  end if;
  if coalesce(v_role = any (v_roles), false) then
    return;
  end if;
  -- at the clerk's desk, by the word of somebody who may: the terminal has their PIN, and the command their name
  if v_works and exists (
    select from public.user_profiles u
     where u.id::text = p_envelope #>> '{args,approvedBy}' and u.is_active and u.account_status = 'active'
       and case when u.is_super_admin then 'admin' else u.role end = any (v_roles)
  ) then
    return;
  end if;
  perform sync.not_permitted(null, null);
end
$$;

-- One command to its end: applied, merged, parked, in conflict or refused, never dropped. Only faults of the command
-- itself become results; whatever else goes wrong (deadlock, timeout, full disk) ends the call, which is tried again.
create function sync.settle(
  p_terminal public.terminals, p_envelope jsonb, out status text, out reason text, out detail jsonb, out audit public.audit_logs[])
language plpgsql volatile
as $$
declare
  v_mode text;
  v_done record;
  v_is_done boolean := false;
  v_state text;
  v_text text;
  v_constraint text;
  v_table text;
  v_column text;
  v_booking uuid;
  v_record uuid;
begin
  detail := '{}';
  audit := '{}';
  foreach v_mode in array array['plain', 'park', 'salvage', 'numbers'] loop
    continue when v_mode = 'park' and v_state <> '23P01';
    begin
      if v_mode = 'plain' then
        perform sync.check_actor(p_terminal, p_envelope);
      end if;
      v_done := sync.apply(p_terminal, p_envelope, v_mode);
      v_is_done := true;
      audit := v_done.audit;
      exit;
    exception when others then
      get stacked diagnostics
        v_text = pg_exception_detail, v_constraint = constraint_name, v_table = table_name, v_column = column_name;
      if left(sqlstate, 2) not in ('22', '23', 'FD') then
        raise;
      end if;
      if v_mode in ('plain', 'park') then
        v_state := sqlstate;
        detail := jsonb_strip_nulls(case when left(sqlstate, 2) = 'FD' and v_text like '{%' then v_text::jsonb
          else jsonb_build_object(
            'table', nullif(v_table, ''), 'constraint', nullif(v_constraint, ''), 'column', nullif(v_column, '')) end);
      end if;
    end;
  end loop;

  if v_is_done and v_mode in ('plain', 'park') then
    if v_done.parked is not null then
      status := 'parked';
      reason := 'room_taken';
      v_booking := v_done.parked;
      detail := jsonb_build_object('bookingId', v_done.parked, 'wantedRoomId', v_done.wanted_room,
        'heldBy', sync.room_holders(v_done.parked, v_done.wanted_room));
    elsif v_done.suspense then
      status := 'merged';
      reason := 'suspense';
      v_record := v_done.money[1];
      detail := jsonb_build_object('payments', to_jsonb(v_done.money));
    elsif v_done.reinstated is not null then
      status := 'merged';
      reason := 'status_move';
      v_booking := v_done.reinstated;
      detail := jsonb_build_object('table', 'bookings', 'id', v_done.reinstated, 'theirs', 'cancelled');
    else
      status := case when v_done.merged then 'merged' else 'applied' end;
      return;
    end if;
  else
    reason := sync.reason_of(v_state);
    status := case when reason in ('room_taken', 'changed_meanwhile', 'status_move', 'already_settled') then 'conflict' else 'refused' end;
    if v_is_done then
      if cardinality(v_done.money) > 0 then
        v_record := v_done.money[1];
        detail := detail || jsonb_build_object('suspense', to_jsonb(v_done.money));
      end if;
    end if;
  end if;
  begin
    perform sync.write_conflict(p_terminal.id, p_envelope, status, reason, detail, v_booking, v_record);
    if status = 'parked' then
      perform sync.after_parking(app.derived_id((p_envelope ->> 'opId')::uuid, 'conflict'));
    end if;
  exception when data_exception or integrity_constraint_violation then
    null;                                                  -- a card that cannot be written must not hold up the queue
  end;
end
$$;

-- What the server does by itself for a stay that has just lost its room; the migration of settling says what.
create function sync.after_parking(p_conflict_id uuid) returns void
language plpgsql volatile
set search_path = ''
as $$
begin
  return;
end
$$;

-- The card that a person will see of it, on every terminal.
create function sync.write_conflict(
  p_terminal_id uuid, p_envelope jsonb, p_status text, p_reason text, p_detail jsonb, p_booking_id uuid, p_record_id uuid)
returns void
language plpgsql volatile
set search_path = ''
as $$
declare
  v_op_id constant uuid := p_envelope ->> 'opId';
  v_first constant jsonb := p_envelope #> '{writes,0}';
  v_booking uuid := p_booking_id;
begin
  if v_booking is null then
    select sync.uuid_or_null(case when w ->> 'table' = 'bookings' then w ->> 'id' else w #>> '{set,booking_id}' end)
      into v_booking
      from jsonb_array_elements(p_envelope -> 'writes') w
     where w ->> 'table' = 'bookings' or w #>> '{set,booking_id}' is not null
     limit 1;
  end if;
  insert into public.sync_conflicts (
    id, booking_id, table_name, record_id, kind, outcome, op_id, command, terminal_id, user_id, business_date, done_at,
    offline, mine, theirs, caused_by)
  values (
    app.derived_id(v_op_id, 'conflict'), v_booking,
    left(case when p_record_id is not null then 'payments' else coalesce(p_detail ->> 'table', v_first ->> 'table') end, 63),
    coalesce(p_record_id, sync.uuid_or_null(coalesce(p_detail ->> 'id', v_first ->> 'id'))),
    p_reason, p_status, v_op_id, left(coalesce(p_envelope ->> 'name', ''), 60), p_terminal_id, (p_envelope ->> 'actor')::uuid,
    (p_envelope ->> 'businessDate')::date, (p_envelope #>> '{at,wall}')::timestamptz,
    coalesce((p_envelope ->> 'offline')::boolean, false), sync.without_hidden(p_envelope -> 'writes'), p_detail,
    (select c.id from public.sync_conflicts c
      where c.booking_id = v_booking and c.status = 'open' and c.caused_by is null
      order by c.created_at limit 1));
end
$$;

-- A card goes to every terminal: what never leaves the server is not on it, even if a terminal has sent it.
create function sync.without_hidden(p_writes jsonb) returns jsonb
language sql stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(
    w || jsonb_build_object('set', (w -> 'set') - h.columns, 'was', (w -> 'was') - h.columns) order by n), '[]')
  from jsonb_array_elements(p_writes) with ordinality e (w, n)
  cross join lateral (
    select coalesce(array_agg(x.column_name), '{}') as columns from sync.hidden_columns x where x.table_name = w ->> 'table') h
$$;

-- Of a person who is anonymised a card keeps that something was in the way, and not what it said of them.
create function sync.forget_person(p_card public.sync_conflicts) returns public.sync_conflicts
language plpgsql stable
set search_path = ''
as $$
declare
  v_columns constant text[] :=
    app.forgotten_columns(p_card.theirs ->> 'table', sync.uuid_or_null(p_card.theirs ->> 'id'));
begin
  select coalesce(jsonb_agg(
           case when f.columns is null then w
             else w || jsonb_build_object(
               'set', app.without_person(w -> 'set', f.columns), 'was', app.without_person(w -> 'was', f.columns)) end
           order by n), '[]')
    into p_card.mine
    from jsonb_array_elements(p_card.mine) with ordinality e (w, n)
    cross join lateral (
      -- a companion may never have come to be here
      select coalesce(
        app.forgotten_columns(w ->> 'table', sync.uuid_or_null(w ->> 'id')),
        case when app.forgotten_columns('customers', sync.uuid_or_null(w #>> '{set,customer_id}')) is not null
          then app.personal_columns(w ->> 'table') end) as columns) f;
  if v_columns is not null and p_card.theirs ? 'columns' then
    p_card.theirs := jsonb_set(p_card.theirs, '{columns}', (p_card.theirs -> 'columns') - v_columns);
  end if;
  return p_card;
end
$$;

insert into app.unaudited_columns (table_name, column_name, is_secret) values
  ('sync_conflicts', 'mine', false),                       -- a record by themselves, of what the audit says elsewhere
  ('sync_conflicts', 'theirs', false);

create function app.card_forgets() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  return sync.forget_person(new);
end
$$;
create trigger card_forgets before insert on public.sync_conflicts
  for each row execute function app.card_forgets();

create function app.forget_in_cards() returns trigger
language plpgsql security definer
set search_path = ''
as $$
begin
  update public.sync_conflicts c
     set mine = (sync.forget_person(c)).mine, theirs = (sync.forget_person(c)).theirs
   where exists (
     select from (
       select new.id union all select g.id from public.booking_guests g where g.customer_id = new.id) p
      where position(p.id::text in c.mine::text) > 0);
  return null;
end
$$;
create trigger forget_in_cards after update of anonymised_at on public.customers
  for each row when (new.anonymised_at is not null and old.anonymised_at is null)
  execute function app.forget_in_cards();

-- migrate:down
