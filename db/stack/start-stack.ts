import { startHub } from '../hub/hub.ts'
import type { Log } from '../hub/log.ts'
import { scheduleJobs } from '../hub/schedule-jobs.ts'
import { publicJwks } from '../hub/tokens.ts'
import { newEnrolmentCode } from './enrol-code.ts'
import { holdDirectory } from './hold-directory.ts'
import type { HeldDirectory, Stoppable } from './hold-directory.ts'
import { choosePorts } from './ports.ts'
import { databaseUrl } from './postgres.ts'
import { startPostgrest } from './postgrest.ts'
import { prepareDatabase } from './prepare-database.ts'
import { startRedis } from './redis.ts'
import { loadSecrets } from './secrets.ts'
import { seedOnce } from './seed.ts'
import type { Seed, SeedDemo } from './seed.ts'
import { createStaff, demoStaff } from './staff.ts'
import type { StaffMember } from './staff.ts'

export interface StackOptions {
  /** Where everything is kept, this stack's alone; made if it is not there. */
  readonly dir: string
  /** What an empty database starts with: the staff only, or a hotel with eighteen months of stays. */
  readonly seed: Seed
  readonly log?: Log
  /** The port of the URL; without it the one of last time, or any free one. */
  readonly port?: number
  /** The address to listen on: this machine's own unless said otherwise. */
  readonly host?: string
  /** Whether a missing Redis may be installed: by root on Debian. */
  readonly mayInstallRedis?: boolean
  /** False gives up safety against power loss for speed: for tests only. */
  readonly durable?: boolean
  /** A folder that the write-ahead log is kept in, for a return to any moment (npm run backup). */
  readonly archiveTo?: string
  /** Whether the database's named jobs are run when they are due: yes, unless said otherwise. */
  readonly jobs?: boolean
}

export interface Stack extends Stoppable {
  /** What a Supabase client is given, with `anonKey`. */
  readonly url: string
  readonly anonKey: string
  /** As the owner of the schema `public`, who is no superuser. */
  readonly databaseUrl: string
  readonly redisUrl: string | null
  readonly staff: readonly StaffMember[]
  /** A fresh one-time code by which a terminal enrols. */
  enrolCode(): Promise<string>
}

/** Starts Postgres, Redis where there is one, PostgREST, and the hub in front of them. */
export async function startStack(options: StackOptions, loadSeed: () => Promise<SeedDemo>): Promise<Stack> {
  const log = options.log ?? (() => {})
  return await holdDirectory(options.dir, log, async (held) => await startParts(held, options, loadSeed, log))
}

async function startParts(
  held: HeldDirectory,
  options: StackOptions,
  loadSeed: () => Promise<SeedDemo>,
  log: Log,
): Promise<Omit<Stack, 'stop'>> {
  const { dir } = held
  const { host = '127.0.0.1', durable = true } = options
  const secrets = await loadSecrets(dir)
  const ports = await choosePorts(dir, host, options.port ?? null)
  if (ports.moved) log(`stack: the port of last time is taken, terminals need the new URL port=${ports.hub}`)

  const database = await prepareDatabase(held, {
    secrets,
    port: ports.postgres,
    durable,
    migrate: true,
    archiveTo: options.archiveTo ?? null,
    log,
  })
  await createStaff(database.ownerUrl)
  if (options.seed === 'demo') await seedOnce(database.ownerUrl, loadSeed, log)

  const redisUrl = await startRedis(held, {
    password: secrets.redisPassword,
    url: process.env['REDIS_URL'],
    mayInstall: options.mayInstallRedis ?? false,
    log,
  })
  if (redisUrl === null) log('stack: no Redis on this machine, working without')

  const login = { port: ports.postgres }
  const postgrestUrl = await startPostgrest(held, {
    databaseUrl: databaseUrl({ ...login, user: 'authenticator', password: secrets.authenticatorPassword }),
    jwks: publicJwks(secrets.signingKey),
    log,
  })

  const hub = await startHub({
    host,
    port: ports.hub,
    databaseUrl: databaseUrl({ ...login, user: 'supabase_auth_admin', password: secrets.authAdminPassword }),
    postgrestUrl,
    redisUrl,
    signingKey: secrets.signingKey,
    anonKey: secrets.anonKey,
    log,
  })
  held.onEnd(() => hub.close())
  if (options.jobs ?? true) {
    const schedule = scheduleJobs({ databaseUrl: database.ownerUrl, log })
    held.onEnd(() => schedule.close())
  }
  log(`stack: ready url=${hub.url}`)
  return {
    url: hub.url,
    anonKey: secrets.anonKey,
    databaseUrl: database.ownerUrl,
    redisUrl,
    staff: demoStaff,
    enrolCode: async () => await newEnrolmentCode(database.ownerUrl),
  }
}
