import type { SoakServer } from './server.ts'

/** One state of the server's rows, kept beside them: a schedule's fresh hotel in some milliseconds, or a backup. */
export interface Shelf {
  readonly keep: () => Promise<void>
  /** Puts every row back as it was kept, and no trace of what came after. Stamps of rows go back with them. */
  readonly putBack: () => Promise<void>
}

/**
 * Triggers and references are asleep while rows are put back, as in a restore. The rows' transaction numbers do not go
 * back, so a terminal whose file is as old as the shelf finds its cursor valid and nothing to fetch.
 */
export async function createShelf(rows: SoakServer['rows'], schema: string): Promise<Shelf> {
  await rows(`create schema ${schema}`)
  await rows(
    `do $$
     declare
       v_table record;
       v_columns text;
       v_keep text := '';
       v_back text := '';
     begin
       for v_table in
         select c.oid, format('%I.%I', n.nspname, c.relname) as name, format('%I.%I', '${schema}', n.nspname || '_' || c.relname) as kept
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind = 'r' and n.nspname in ('public', 'sync', 'archive', 'private')
            and (n.nspname, c.relname) not in (('public', 'schema_migrations'), ('sync', 'tables'), ('sync', 'enrolment_codes'))
       loop
         select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into v_columns
           from pg_attribute a
          where a.attrelid = v_table.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '';
         execute format('create table %s as select %s from %s', v_table.kept, v_columns, v_table.name);
         v_keep := v_keep || format('delete from %s; insert into %s select %s from %s; ',
           v_table.kept, v_table.kept, v_columns, v_table.name);
         v_back := v_back || format('delete from %s; insert into %s (%s) overriding system value select * from %s; ',
           v_table.name, v_table.name, v_columns, v_table.kept);
       end loop;
       execute format('create function ${schema}.keep() returns void language plpgsql as %L', 'begin ' || v_keep || ' end');
       execute format('create function ${schema}.put_back() returns void language plpgsql as %L',
         'begin set local session_replication_role = replica; ' || v_back || ' end');
     end
     $$`,
  )
  return {
    keep: async () => void (await rows(`select ${schema}.keep()`)),
    putBack: async () => void (await rows(`select ${schema}.put_back()`)),
  }
}
