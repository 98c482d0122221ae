import { z } from 'zod'
import type { BenchStack } from './desk.ts'

/** PostgREST with nothing of ours around it: asked as a member of staff, over connections that are kept. */
export interface Rest {
  /** One row by a plain question. */
  readonly readOne: () => Promise<void>
  readonly insert: (table: string, rows: readonly object[]) => Promise<boolean>
}

const session = z.object({ access_token: z.string() })

export async function signInToRest({ url, anonKey, staff }: BenchStack): Promise<Rest> {
  const [member] = staff
  if (member === undefined) throw new Error('nobody works here')
  const signedIn = await fetch(`${url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: anonKey, 'content-type': 'application/json' },
    body: JSON.stringify({ email: member.email, password: member.password }),
  })
  const { access_token: token } = session.parse(await signedIn.json())
  const headers = { apikey: anonKey, authorization: `Bearer ${token}` }
  return {
    readOne: async () => {
      const answer = await fetch(`${url}/rest/v1/room_types?select=id&limit=1`, { headers })
      z.array(z.object({ id: z.uuid() }))
        .length(1)
        .parse(await answer.json())
    },
    insert: async (table, rows) => {
      const answer = await fetch(`${url}/rest/v1/${table}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', prefer: 'return=minimal' },
        body: JSON.stringify(rows),
      })
      await answer.arrayBuffer()
      return answer.ok
    },
  }
}
