-- migrate:up

-- What a manager may ask about the database itself, and the work that keeps it well, by name.

create or replace function sync.schema_version() returns integer
language sql immutable parallel safe
return 21;

-- ------------------------------------------------------------------ indexes of the sync tables' foreign keys

create index enrolment_codes_created_by on sync.enrolment_codes (created_by) where created_by is not null;
create index enrolment_codes_terminal on sync.enrolment_codes (terminal_id) where terminal_id is not null;
create index enrolment_codes_scope on sync.enrolment_codes (scope);
create index terminal_state_scope on sync.terminal_state (scope);
create index terminal_state_forked_from on sync.terminal_state (forked_from) where forked_from is not null;
create index command_writes_table on sync.command_writes (table_name);
create index idx_sync_conflicts_settled_by on public.sync_conflicts (settled_by) where settled_by is not null;

-- ------------------------------------------------------------------ monitoring

-- The design's slowest statements, in today's columns: total_time became total_exec_time in Postgres 13. Statements come
-- without their values. Where the extension is missing there is nothing to tell.
create function public.monitor_slowest_statements(p_limit integer default 10)
returns table (query text, calls bigint, total_ms numeric, mean_ms numeric, max_ms numeric, rows bigint, cache_hit_pct numeric)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform app.require_role('manager', 'admin');
  if to_regclass('extensions.pg_stat_statements') is null then
    return;
  end if;
  return query execute
    'select left(s.query, 500), s.calls, round(s.total_exec_time::numeric, 1), round(s.mean_exec_time::numeric, 3),
            round(s.max_exec_time::numeric, 1), s.rows,
            round(100.0 * s.shared_blks_hit / nullif(s.shared_blks_hit + s.shared_blks_read, 0), 1)
       from extensions.pg_stat_statements s
      where s.dbid = (select d.oid from pg_catalog.pg_database d where d.datname = current_database())
      order by s.total_exec_time desc
      limit $1'
    using least(greatest(coalesce(p_limit, 10), 1), 100);
end
$$;

-- Dead rows that wait for a vacuum, and when one was there last.
create function public.monitor_bloat()
returns table (
  table_name text, live_rows bigint, dead_rows bigint, dead_pct numeric, total_bytes bigint,
  last_vacuum timestamptz, last_analyze timestamptz)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform app.require_role('manager', 'admin');
  return query
    select format('%I.%I', t.schemaname, t.relname), t.n_live_tup, t.n_dead_tup,
           round(100.0 * t.n_dead_tup / nullif(t.n_live_tup + t.n_dead_tup, 0), 1), pg_total_relation_size(t.relid),
           greatest(t.last_vacuum, t.last_autovacuum), greatest(t.last_analyze, t.last_autoanalyze)
      from pg_catalog.pg_stat_user_tables t
     where t.schemaname in ('public', 'sync', 'archive')
     order by t.n_dead_tup desc, t.relname;
end
$$;

-- Indexes that no query has used since the statistics began. Those that hold a rule are not counted: they are never unused.
create function public.monitor_unused_indexes()
returns table (table_name text, index_name text, bytes bigint, serves_foreign_key boolean, since timestamptz)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform app.require_role('manager', 'admin');
  return query
    select format('%I.%I', s.schemaname, s.relname), s.indexrelname::text, pg_relation_size(s.indexrelid),
           exists (
             select from pg_catalog.pg_constraint k
              where k.contype = 'f' and k.conrelid = s.relid and i.indkey[0] = any (k.conkey)),
           d.stats_reset
      from pg_catalog.pg_stat_user_indexes s
      join pg_catalog.pg_index i on i.indexrelid = s.indexrelid
      join pg_catalog.pg_stat_database d on d.datname = current_database()
     where s.schemaname in ('public', 'sync') and s.idx_scan = 0
       and not i.indisunique and not i.indisexclusion
     order by 3 desc, 2;
end
$$;

-- The change feed: when each terminal was heard last and how many commands it sent; and the feed itself, its rows and
-- bytes, and how old the oldest transaction is that makes every pull look again at what was stamped since.
create function public.monitor_change_feed()
returns table (
  terminal_id uuid, terminal_name varchar, is_revoked boolean, last_seen timestamptz, silent_for interval, commands bigint,
  feed_rows bigint, feed_tombstones bigint, feed_bytes bigint, oldest_transaction interval)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform app.require_role('manager', 'admin');
  return query
    select t.id, t.name, t.revoked_at is not null, s.last_seen, clock_timestamp() - s.last_seen, s.last_seq::bigint,
           f.n, f.gone, pg_total_relation_size('sync.row_versions'),
           (select max(clock_timestamp() - a.xact_start) from pg_catalog.pg_stat_activity a
             where a.datname = current_database() and a.backend_xid is not null and a.pid <> pg_backend_pid())
      from public.terminals t
      left join sync.terminal_state s on s.terminal_id = t.id
      cross join (
        select count(*) as n, count(v.gone_at) as gone from sync.row_versions v) f
     order by s.last_seen nulls first, t.name;
end
$$;

-- Who waits for a lock, for how long, and for whom. Statements are told by their first words alone: what follows may be
-- a guest's name.
create function public.monitor_lock_waits()
returns table (
  waiting_pid integer, waiting_for interval, waiting_statement text, holding_pid integer, holding_since interval,
  holding_state text, holding_statement text)
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform app.require_role('manager', 'admin');
  return query
    select w.pid, clock_timestamp() - w.state_change, substring(w.query from '^\s*(\w+(\s+\w+)?)'),
           h.pid, clock_timestamp() - h.xact_start, h.state, substring(h.query from '^\s*(\w+(\s+\w+)?)')
      from pg_catalog.pg_stat_activity w
      cross join lateral unnest(pg_blocking_pids(w.pid)) b (pid)
      join pg_catalog.pg_stat_activity h on h.pid = b.pid
     where w.datname = current_database()
     order by 2 desc;
end
$$;

-- ------------------------------------------------------------------ jobs

-- The work by its name, how often it is due, and how it ended last. What runs inside a transaction is a function here;
-- what cannot (refresh and reindex concurrently, vacuum) is done by the hub, which knows these names too.
create table app.jobs (
  name text primary key check (name ~ '^[a-z_]+$'),
  what text not null,
  every interval not null check (every > interval '0'),
  started_at timestamptz(3),
  finished_at timestamptz(3),
  error text,                                              -- a SQLSTATE, never a row's values
  failures integer not null default 0,                     -- in a row, until it goes well again
  outcome bigint                                           -- how many rows, stays or years it was
);
insert into app.jobs (name, what, every) values
  ('expire_holds',     'holds that are over, and rooms of groups left unnamed, are let go', '5 minutes'),
  ('refresh_rooms',    'what each room is today, and which invoices are overdue',        '1 hour'),
  ('refresh_months',   'monthly_occupancy, while it is read',                            '1 day'),
  ('archive_stays',    'stays closed for eighteen months leave the live tables',         '1 day'),
  ('archive_years',    'partitions of the years to come',                                '30 days'),
  ('prune_tombstones', 'what left ninety days ago is forgotten by the change feed',      '1 day'),
  ('verify_chains',    'every terminal''s commands are those that it signed',             '1 day'),
  ('analyze',          'statistics of the tables that change most',                      '1 day'),
  ('vacuum',           'vacuum of the tables that change most',                          '1 day'),
  ('reindex',          'indexes that grow by changes, while they are used',              '30 days');

-- Courtesy holds that nobody confirmed in time, and rooms of groups that on the group's release date are still in the name
-- of who speaks for it, unless they are guaranteed or something was paid. The stay is cancelled as the desk would have
-- done it.
create function app.expire_holds() returns bigint
language plpgsql volatile
set search_path = ''
as $$
declare
  v_count bigint;
  v_released bigint;
begin
  update public.bookings b
     set status = 'cancelled', cancellation_reason = 'hold_expired'
   where b.id in (
     select x.id from public.bookings x
      where x.status = 'pending' and x.hold_expires_at <= now() and x.paid_amount = 0
      order by x.id
        for update skip locked);
  get diagnostics v_count = row_count;
  update public.bookings b
     set status = 'cancelled', cancellation_reason = 'group_released'
   where b.id in (
     select x.id from public.booking_groups g
       join public.bookings x on x.booking_group_id = g.id and x.customer_id = g.contact_customer_id
      where x.status in ('pending', 'confirmed') and x.paid_amount = 0
        and g.release_date <= (select d.business_date from public.business_days d where d.status = 'open')
      order by x.id
        for update of x skip locked);
  get diagnostics v_released = row_count;
  return v_count + v_released;
end
$$;
create index idx_bookings_hold on public.bookings (hold_expires_at) where status = 'pending' and hold_expires_at is not null;

create function app.refresh_rooms() returns bigint
language plpgsql volatile
set search_path = ''
as $$
declare
  v_count bigint;
begin
  perform app.refresh_room_status();
  update public.invoices i set status = 'overdue'
   where i.status in ('sent', 'partial') and i.kind = 'invoice' and i.due_date < public.hotel_today() and i.paid_amount = 0;
  get diagnostics v_count = row_count;
  return v_count;
end
$$;

-- One job's part inside a transaction; says how many rows, stays or years it was.
create function app.run_job(p_name text) returns bigint
language plpgsql volatile
set search_path = ''
as $$
begin
  return case p_name
    when 'expire_holds' then app.expire_holds()
    when 'refresh_rooms' then app.refresh_rooms()
    when 'archive_stays' then app.archive_closed_bookings()
    when 'archive_years' then app.ensure_archive_years()
    when 'prune_tombstones' then sync.prune_tombstones(now() - interval '90 days')
  end;
end
$$;

create function public.monitor_jobs() returns setof app.jobs
language plpgsql stable security definer
set search_path = ''
as $$
begin
  perform app.require_role('manager', 'admin');
  return query select * from app.jobs j order by j.name;
end
$$;

revoke all on app.jobs from public, anon, authenticated;
revoke execute on all functions in schema app, sync from public, anon, authenticated;
revoke execute on function
  public.monitor_slowest_statements(integer), public.monitor_bloat(), public.monitor_unused_indexes(),
  public.monitor_change_feed(), public.monitor_lock_waits(), public.monitor_jobs() from public, anon, authenticated;
grant execute on function
  public.monitor_slowest_statements(integer), public.monitor_bloat(), public.monitor_unused_indexes(),
  public.monitor_change_feed(), public.monitor_lock_waits(), public.monitor_jobs() to app_user;

-- migrate:down
