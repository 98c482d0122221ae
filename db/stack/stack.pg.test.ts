import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { REALTIME_SUBSCRIBE_STATES } from '@supabase/supabase-js'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { newClient, staffMember } from '../hub/testing.ts'
import { identifyProcess } from './process-identity.ts'
import type { SeedDemo } from './seed.ts'
import { startStack } from './start-stack.ts'
import type { Stack, StackOptions } from './start-stack.ts'
import { copyTemplate } from './test-template.ts'

const stacks: Stack[] = []
const programs: ChildProcess[] = []
const dirs: string[] = []

afterEach(async () => {
  for (const program of programs.splice(0)) {
    if (program.exitCode === null && program.signalCode === null) {
      program.kill()
      await once(program, 'exit')
    }
  }
  for (const stack of stacks.splice(0)) await stack.stop()
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true, force: true })
})

async function newDir(): Promise<string> {
  const dir = await copyTemplate('staff')
  dirs.push(dir)
  return dir
}

async function start(dir: string, more: Partial<StackOptions> = {}, seedDemo?: SeedDemo): Promise<Stack> {
  const stack = await startStack({ dir, seed: 'empty', durable: false, ...more }, async () => {
    if (seedDemo === undefined) throw new Error('no seed was expected')
    return seedDemo
  })
  stacks.push(stack)
  return stack
}

/** The same in a program of its own. */
async function startProgram(dir: string): Promise<{ readonly program: ChildProcess; readonly url: string }> {
  const { program, said } = await runProgram(`
    const options = { dir: ${JSON.stringify(dir)}, seed: 'empty', durable: false }
    process.stdout.write((await startStack(options, () => {})).url)
  `)
  return { program, url: said }
}

/** Runs a program, and returns it with the first thing it says. */
async function runProgram(
  source: string,
): Promise<{ readonly program: ChildProcess; readonly said: string }> {
  const module = pathToFileURL(join(import.meta.dirname, 'start-stack.ts')).href
  const imports = `import pg from 'pg'\nimport { startStack } from ${JSON.stringify(module)}\n`
  const program = spawn(process.execPath, ['--input-type=module', '--eval', imports + source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  programs.push(program)
  const said = await new Promise<string>((resolve) =>
    program.stdout.once('data', (text: Buffer) => resolve(text.toString())),
  )
  return { program, said }
}

/** The programs that the stack on this directory has started last. */
function childrenOf(dir: string): readonly { readonly name: string; readonly pid: number }[] {
  return z
    .array(z.object({ name: z.string(), pid: z.number() }))
    .parse(JSON.parse(readFileSync(join(dir, 'children.json'), 'utf8')))
}

function runningOf(children: readonly { readonly name: string; readonly pid: number }[]): readonly string[] {
  return children.filter((child) => identifyProcess(child.pid) !== null).map((child) => child.name)
}

async function query(stack: Pick<Stack, 'databaseUrl'>, sql: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: stack.databaseUrl })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

describe('a data directory', () => {
  test('keeps its data, its URL, its key and its sign-ins over a restart', async () => {
    const dir = await newDir()
    const first = await start(dir)
    const { data } = await newClient(first).auth.signInWithPassword(staffMember('front_desk'))
    await query(first, 'create table public.kept as select 42 as n')
    await first.stop()
    const second = await start(dir)
    expect([second.url, second.anonKey, second.databaseUrl]).toEqual([
      first.url,
      first.anonKey,
      first.databaseUrl,
    ])
    expect(await query(second, 'select n from public.kept')).toEqual([{ n: 42 }])
    const refreshed = await newClient(second).auth.refreshSession({
      refresh_token: data.session?.refresh_token ?? '',
    })
    expect(refreshed.error).toBeNull()
  })

  test('takes another port when somebody has its own, and says so', async () => {
    const dir = await newDir()
    const first = await start(dir)
    await first.stop()
    const squatter = createServer().listen(Number(new URL(first.url).port), '127.0.0.1')
    await once(squatter, 'listening')
    const said: string[] = []
    const second = await start(dir, { log: (line) => said.push(line) })
    squatter.close()
    expect(second.url).not.toBe(first.url)
    expect(said.join('\n')).toMatch(/terminals need the new URL/)
  })

  test('serves on the port that is asked for, or says that it is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const address = squatter.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const dir = await newDir()
    await expect(start(dir, { port })).rejects.toThrow(`port ${port} is taken`)
    squatter.close()
    await once(squatter, 'close')
    expect((await start(dir, { port })).url).toBe(`http://127.0.0.1:${port}`)
  })

  test('keeps its secrets from everybody else', async () => {
    const dir = await newDir()
    await start(dir)
    for (const name of ['secrets.json', 'ports.json', 'children.json', 'stack.lock', 'logs/postgres.log']) {
      expect([name, statSync(join(dir, name)).mode & 0o077]).toEqual([name, 0])
    }
    expect(statSync(join(dir, 'postgres')).mode & 0o077).toBe(0)
  })

  test('does not write its secrets on a command line', async () => {
    const dir = await newDir()
    await start(dir)
    const secrets = z
      .record(z.string(), z.unknown())
      .parse(JSON.parse(readFileSync(join(dir, 'secrets.json'), 'utf8')))
    const passwords = Object.values(secrets).filter((secret) => typeof secret === 'string')
    expect(passwords).toHaveLength(6)
    for (const { pid } of childrenOf(dir)) {
      const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      expect(passwords.filter((password) => commandLine.includes(password))).toEqual([])
    }
  })

  test('may lie below a folder that only its owner may enter', async () => {
    const outer = mkdtempSync(join(tmpdir(), 'front-desk-closed-'))
    dirs.push(outer)
    chmodSync(outer, 0o700)
    const stack = await start(join(outer, 'data'))
    expect(await query(stack, 'select 1 as n')).toEqual([{ n: 1 }])
    await stack.stop()
    expect(await query(await start(join(outer, 'data')), 'select 1 as n')).toEqual([{ n: 1 }])
  })
})

describe('a second start on the same directory', () => {
  test('is refused, saying who has it, and harms nothing', async () => {
    const dir = await newDir()
    const { program, url } = await startProgram(dir)
    await expect(start(dir)).rejects.toThrow(new RegExp(`in use: process ${program.pid} .* since 20\\d\\d-`))
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
  })

  test('is refused in the same process too', async () => {
    const dir = await newDir()
    await start(dir)
    await expect(start(dir)).rejects.toThrow(`in use: this process (${process.pid})`)
  })

  test('is welcome once the first has stopped', async () => {
    const dir = await newDir()
    await (await start(dir)).stop()
    expect((await fetch(`${(await start(dir)).url}/healthz`)).status).toBe(200)
  })
})

describe('the end', () => {
  test('stop leaves no process, and a second stop is the same stop', async () => {
    const dir = await newDir()
    const stack = await start(dir)
    const children = childrenOf(dir)
    expect(runningOf(children)).toEqual(expect.arrayContaining(['Postgres', 'PostgREST']))
    await Promise.all([stack.stop(), stack.stop()])
    expect(runningOf(children)).toEqual([])
    await expect(fetch(`${stack.url}/healthz`)).rejects.toThrow('fetch failed')
  })

  test('clients that are connected do not hold it up', async () => {
    const stack = await start(await newDir())
    const client = newClient(stack)
    const closed = new Promise<void>((resolve) => {
      client.channel('front-desk').subscribe((status) => {
        if (status === REALTIME_SUBSCRIBE_STATES.SUBSCRIBED) void stack.stop().then(resolve)
      })
    })
    await closed
    await client.removeAllChannels()
    await expect(fetch(`${stack.url}/healthz`)).rejects.toThrow('fetch failed')
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s stops everything, and then has its own effect',
    async (signal) => {
      const dir = await newDir()
      const { program } = await startProgram(dir)
      const children = childrenOf(dir)
      program.kill(signal)
      expect(await once(program, 'exit')).toEqual([null, signal])
      expect(runningOf(children)).toEqual([])
      expect(readFileSync(join(dir, 'logs', 'postgres.log'), 'utf8')).toMatch(
        /database system is shut down\s*$/,
      )
    },
  )

  test('a start that takes long is cut short, also where the program has a handler of its own', async () => {
    const dir = await newDir()
    const { program, said } = await runProgram(`
      process.on('SIGTERM', () => {})
      const endless = async ({ databaseUrl }) => {
        const client = new pg.Client(databaseUrl)
        client.on('error', () => {})
        await client.connect()
        process.stdout.write('seeding')
        await client.query('select pg_sleep(600)')
      }
      startStack({ dir: ${JSON.stringify(dir)}, seed: 'demo', durable: false }, async () => endless)
        .catch(() => process.exit(7))
    `)
    expect(said).toBe('seeding')
    const children = childrenOf(dir)
    program.kill('SIGTERM')
    expect(await once(program, 'exit')).toEqual([7, null])
    expect(runningOf(children)).toEqual([])
  })

  test('a start that fails leaves no process and no lock', async () => {
    const dir = await newDir()
    const failing = start(dir, { seed: 'demo' }, async () => {
      throw new Error('the seed failed')
    })
    await expect(failing).rejects.toThrow('the seed failed')
    expect(runningOf(childrenOf(dir))).toEqual([])
    await start(dir)
  })

  test('after kill -9 the next start ends what was left and loses nothing', async () => {
    const dir = await newDir()
    const { program, url } = await startProgram(dir)
    const left = childrenOf(dir)
    program.kill('SIGKILL')
    await once(program, 'exit')
    expect(runningOf(left)).toEqual(expect.arrayContaining(['Postgres', 'PostgREST']))
    const said: string[] = []
    const stack = await start(dir, { log: (line) => said.push(line) })
    expect(stack.url).toBe(url)
    expect(runningOf(left)).toEqual([])
    expect(said.join('\n')).toMatch(/name=PostgREST[^]*Postgres of a killed stack/)
    expect(await query(stack, 'select count(*)::int as n from auth.users')).toEqual([
      { n: stack.staff.length },
    ])
  })

  test('after kill -9 of everything the next start works', async () => {
    const dir = await newDir()
    const { program } = await startProgram(dir)
    program.kill('SIGKILL')
    await once(program, 'exit')
    for (const { pid } of childrenOf(dir)) process.kill(pid, 'SIGKILL')
    await expect.poll(() => runningOf(childrenOf(dir))).toEqual([])
    expect((await fetch(`${(await start(dir)).url}/healthz`)).status).toBe(200)
  })
})

describe('a server that ends by itself', () => {
  test.each(['PostgREST', 'Postgres'])('%s is started again, and the URL stays', async (name) => {
    const dir = await newDir()
    const said: string[] = []
    const stack = await start(dir, { log: (line) => said.push(line) })
    const killed = childrenOf(dir).find((child) => child.name === name)
    process.kill(killed?.pid ?? 0, 'SIGKILL')
    await expect.poll(() => said.join('\n'), { timeout: 60_000 }).toContain(`is back name=${name}`)
    const client = newClient(stack)
    const signIn = async () => (await client.auth.signInWithPassword(staffMember('front_desk'))).error
    await expect.poll(signIn, { timeout: 60_000 }).toBeNull()
    const read = async () =>
      (await client.from('user_profiles').select('username').eq('username', 'maria')).data
    await expect.poll(read, { timeout: 60_000 }).toEqual([{ username: 'maria' }])
    const children = childrenOf(dir)
    await stack.stop()
    expect(runningOf(children)).toEqual([])
  })
})

describe('what is in it', () => {
  test('one person of each role can sign in, with a profile of the same id', async () => {
    const stack = await start(await newDir())
    for (const { email, password, role, username } of stack.staff) {
      const { data, error } = await newClient(stack).auth.signInWithPassword({ email, password })
      expect(error).toBeNull()
      expect(
        await query(
          stack,
          `select id, role, username from public.user_profiles where username = '${username}'`,
        ),
      ).toEqual([{ id: data.user?.id, role, username }])
    }
    expect(stack.staff.map(({ role }) => role).toSorted()).toEqual([
      'accountant',
      'admin',
      'auditor',
      'front_desk',
      'housekeeping',
      'manager',
    ])
  })

  test('somebody who changed their password is not given the old one again', async () => {
    const dir = await newDir()
    const first = await start(dir)
    const { email, password } = staffMember('manager')
    const client = newClient(first)
    await client.auth.signInWithPassword({ email, password })
    await client.auth.updateUser({ password: 'my own' })
    await first.stop()
    const second = await start(dir)
    expect((await newClient(second).auth.signInWithPassword({ email, password })).error).not.toBeNull()
    expect((await newClient(second).auth.signInWithPassword({ email, password: 'my own' })).error).toBeNull()
  })

  test('the demonstration hotel is made once', async () => {
    const dir = await newDir()
    let made = 0
    const seed: SeedDemo = async ({ databaseUrl }) => {
      expect(await query({ databaseUrl }, 'select count(*) > 0 as staffed from auth.users')).toEqual([
        { staffed: true },
      ])
      made += 1
    }
    for (const kind of ['empty', 'demo', 'demo', 'empty'] as const) {
      const stack = await start(dir, { seed: kind }, seed)
      await stack.stop()
    }
    expect(made).toBe(1)
  })

  test('the database’s owner is no superuser, and PostgREST’s roles inherit nothing', async () => {
    const stack = await start(await newDir())
    const roles = await query(
      stack,
      `select rolname, rolsuper, rolinherit, rolbypassrls, rolcanlogin from pg_roles
       where rolname in ('anon', 'authenticated', 'authenticator', 'postgres', 'service_role') order by 1`,
    )
    const role = (name: string, inherits: boolean, bypasses: boolean, logsIn: boolean) => ({
      rolname: name,
      rolsuper: false,
      rolinherit: inherits,
      rolbypassrls: bypasses,
      rolcanlogin: logsIn,
    })
    expect(roles).toEqual([
      role('anon', false, false, false),
      role('authenticated', false, false, false),
      role('authenticator', false, false, true),
      role('postgres', true, true, true),
      role('service_role', false, true, false),
    ])
    const [settings] = await query(
      stack,
      `select current_user, current_setting('server_version_num')::int / 10000 as version`,
    )
    expect(settings).toEqual({ current_user: 'postgres', version: 17 })
  })

  test('the extensions of a hosted project are there, in its schema', async () => {
    const stack = await start(await newDir())
    const rows = await query(
      stack,
      `select extname from pg_extension where extnamespace = 'extensions'::regnamespace order by extname`,
    )
    expect(rows.map((row) => z.object({ extname: z.string() }).parse(row).extname)).toEqual([
      'btree_gist',
      'pg_stat_statements',
      'pg_trgm',
      'pgcrypto',
      'unaccent',
      'uuid-ossp',
    ])
    expect(await query(stack, 'select count(*) > 0 as used from extensions.pg_stat_statements')).toEqual([
      { used: true },
    ])
  })

  test('every migration is recorded', async () => {
    const stack = await start(await newDir())
    const [row] = await query(stack, 'select count(*)::int as n from public.schema_migrations')
    expect(z.object({ n: z.number() }).parse(row).n).toBeGreaterThan(0)
  })
})
