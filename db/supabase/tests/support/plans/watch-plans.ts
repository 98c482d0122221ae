import pg from 'pg'
import { z } from 'zod'

/** One step of a plan that was run, as Postgres tells it. */
export interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string | undefined
  readonly 'Index Name'?: string | undefined
  readonly 'Index Cond'?: string | undefined
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number | undefined
  readonly 'Shared Hit Blocks': number
  readonly 'Shared Read Blocks': number
  readonly Plans?: readonly PlanNode[] | undefined
}

/** A statement that ran, with those that functions and triggers ran for it, each by itself. */
export interface RunPlan {
  readonly statement: string
  readonly plan: PlanNode
}

const planNode: z.ZodType<PlanNode> = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Index Name': z.string().optional(),
  'Index Cond': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  'Shared Hit Blocks': z.number(),
  'Shared Read Blocks': z.number(),
  get Plans() {
    return z.array(planNode).optional()
  },
})
const runPlan = z
  .object({ 'Query Text': z.string(), Plan: planNode })
  .transform((run) => ({ statement: run['Query Text'], plan: run.Plan }))

/** A connection that can give the plan of everything that runs on it, down into functions and triggers. */
export interface PlanWatcher {
  readonly client: pg.Client
  start(): Promise<void>
  /** What ran since `start`, in the order in which it ended: the outermost last. */
  stop(): Promise<readonly RunPlan[]>
}

/**
 * Opens a connection as PostgREST's login, with Postgres's own auto_explain sending EXPLAIN (ANALYZE, BUFFERS) as notices:
 * EXPLAIN itself shows of a function no more than its name. Loading the module needs the superuser, which is then given up.
 */
export async function openPlanWatcher(adminUrl: string): Promise<PlanWatcher> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query(`
    load 'auto_explain';
    set auto_explain.log_min_duration = -1;
    set auto_explain.log_analyze = on;
    set auto_explain.log_buffers = on;
    set auto_explain.log_timing = off;
    set auto_explain.log_nested_statements = on;
    set auto_explain.log_format = json;
    set auto_explain.log_level = notice;
    set search_path = public, extensions;
    grant set on parameter auto_explain.log_min_duration to public;
    set session authorization authenticator`)
  let plans: RunPlan[] = []
  const hear = ({ message = '' }: { readonly message?: string | undefined }): void => {
    if (message.startsWith('duration:'))
      plans.push(runPlan.parse(JSON.parse(message.slice(message.indexOf('{')))))
  }
  return {
    client,
    async start() {
      await client.query('set auto_explain.log_min_duration = 0')
      plans = []
      client.on('notice', hear)
    },
    async stop() {
      client.off('notice', hear)
      await client.query('set auto_explain.log_min_duration = -1')
      return plans
    },
  }
}
