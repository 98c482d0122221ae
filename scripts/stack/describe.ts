import { join } from 'node:path'

import type { Stack } from '../../db/stack/start-stack.ts'

/** What is where, for whoever started the server to read. */
export async function describeStack(stack: Stack, dir: string): Promise<string> {
  const staff = stack.staff.map(
    ({ role, username, email, password }) =>
      `  ${role.padEnd(13)} ${username.padEnd(8)} ${email.padEnd(28)} ${password}`,
  )
  return `${[
    `URL          ${stack.url}`,
    `Key          ${stack.anonKey}`,
    `Database     ${stack.databaseUrl}`,
    `Redis        ${stack.redisUrl ?? 'none here, working without'}`,
    `Data         ${dir}`,
    `Logs         ${join(dir, 'logs')}`,
    `Enrol with   ${await stack.enrolCode()}`,
    'Staff        role, name, address, password',
    ...staff,
    'Ctrl+C stops everything.',
  ].join('\n')}\n`
}
