import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { envelope, opResult, rowWrite, signedOp } from './envelope.ts'
import {
  chainReply,
  deliverReply,
  digestReply,
  enrolReply,
  helloReply,
  pullPage,
  pushReply,
  salvageReply,
  snapshotPage,
} from './pull.ts'
import { callFailures, commandFailures, refusalCodes } from './refusals.ts'
import { protocolVersion } from './version.ts'

/**
 * A terminal and a server of different age must understand each other. If this test fails, the wire has changed: where an
 * old terminal or an old server would misunderstand it, raise `protocolVersion`, and what `sync_hello` answers, and say
 * what becomes of the other side; where not (something optional came), write the new hash down.
 */
test('the wire does not change in silence', () => {
  const shapes = {
    envelope,
    rowWrite,
    signedOp,
    opResult,
    enrolReply,
    helloReply,
    snapshotPage,
    pullPage,
    pushReply,
    salvageReply,
    digestReply,
    chainReply,
    deliverReply,
  }
  const wire = JSON.stringify({
    shapes: Object.fromEntries(
      Object.entries(shapes).map(([name, shape]) => [
        name,
        z.toJSONSchema(shape, { unrepresentable: 'any' }),
      ]),
    ),
    callFailures,
    commandFailures,
    refusalCodes,
  })
  expect({ protocolVersion, hash: createHash('sha256').update(wire).digest('hex') }).toMatchInlineSnapshot(`
    {
      "hash": "1ee0cb3bf312612000609a4c162bc4931636b890eda2ca5d18d88cdf52130521",
      "protocolVersion": 1,
    }
  `)
})

test('a shape that changes changes the hash (negative control)', () => {
  const text = (shape: z.ZodType): string => JSON.stringify(z.toJSONSchema(shape, { unrepresentable: 'any' }))
  expect(text(pushReply)).not.toBe(text(pushReply.extend({ held: z.int().optional() })))
  expect(text(pushReply)).not.toBe(text(pushReply.omit({ receipt: true })))
})
