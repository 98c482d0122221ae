-- migrate:up

-- Who may do what through the API; db/supabase/tests/rls-matrix.ts is the same as a table to read, and a test compares.
-- Staff read what their work needs (006). What follows from a guest's stay is written through a terminal alone, with its
-- rules and its audit; the office writes here what the house is and what it costs; an administrator may, as the design
-- has it, do everything with a booking.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 20;

-- The design's app.user_role, in its right form: a login of app_backend may act as less than the person is, never as
-- more. The design believed it from anybody, so that `set app.user_role = 'admin'` opened everything.
create or replace function app.current_staff(out id uuid, out role public.user_role_enum)
language plpgsql stable security definer
set search_path = ''
as $$
declare
  v_as text;
begin
  select p.id, case when p.is_super_admin then 'admin' else p.role end
    into current_staff.id, current_staff.role
    from public.user_profiles p
   where p.id = app.current_user_id() and p.is_active and p.account_status = 'active';
  if current_staff.id is null or not pg_has_role(session_user, 'app_backend', 'MEMBER') then
    return;
  end if;
  v_as := nullif(current_setting('app.user_role', true), '');
  if v_as is null or v_as = current_staff.role::text then
    return;
  end if;
  if current_staff.role = 'admin' and v_as = any (enum_range(null::public.user_role_enum)::text[]) then
    current_staff.role := v_as;
  else
    current_staff.id := null;
    current_staff.role := null;
  end if;
end
$$;

-- ------------------------------------------------------------------ the design's two policies

create policy "Users can view own bookings" on public.bookings for select to app_user
  using (created_by = (select app.current_user_id()) and (select app.user_role()) is not null);

create policy "Admins can view all bookings" on public.bookings for all to app_user
  using ((select app.has_role('admin')))
  with check ((select app.has_role('admin')));
grant insert, update, delete on public.bookings to app_user;
grant execute on function app.next_booking_code() to app_user;

-- ------------------------------------------------------------------ the house, by its office

do $$
declare
  v_rule record;
begin
  for v_rule in
    select * from (values
      ('hotel_settings',      'update',                 array['admin', 'manager']),
      ('terminals',           'update',                 array['admin', 'manager']),
      ('room_types',          'insert, update',         array['admin', 'manager']),
      ('amenities',           'insert, update',         array['admin', 'manager']),
      ('room_type_amenities', 'insert, update, delete', array['admin', 'manager']),
      ('rooms',               'insert, update',         array['admin', 'manager']),
      ('room_blocks',         'insert, update',         array['admin', 'manager']),
      ('rate_plans',          'insert, update',         array['admin', 'manager']),
      ('rate_seasons',        'insert, update, delete', array['admin', 'manager']),
      ('tax_rules',           'insert, update',         array['admin', 'manager', 'accountant']),
      ('user_profiles',       'insert, update',         array['admin'])
    ) r (table_name, verbs, roles)
  loop
    execute format('grant %s on public.%I to app_user', v_rule.verbs, v_rule.table_name);
    if v_rule.verbs like '%insert%' then
      execute format(
        'create policy %I on public.%I for insert to app_user with check ((select app.has_role(variadic %L::text[])))',
        v_rule.table_name || '_insert', v_rule.table_name, v_rule.roles);
    end if;
    execute format(
      'create policy %I on public.%I for update to app_user using ((select app.has_role(variadic %L::text[]))) with check ((select app.has_role(variadic %3$L::text[])))',
      v_rule.table_name || '_update', v_rule.table_name, v_rule.roles);
    if v_rule.verbs like '%delete%' then
      execute format(
        'create policy %I on public.%I for delete to app_user using ((select app.has_role(variadic %L::text[])))',
        v_rule.table_name || '_delete', v_rule.table_name, v_rule.roles);
    end if;
  end loop;
end
$$;

-- Of a terminal its name, and that it is sent away; never its sign-in, its key or its series.
revoke update on public.terminals from app_user;
grant update (name, revoked_at, revoked_by) on public.terminals to app_user;

-- migrate:down
