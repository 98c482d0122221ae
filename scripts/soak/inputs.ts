import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { calls, type CallName } from '../../shared/contract/index.ts'
import { addDays } from '../../shared/domain/calendar/days.ts'
import type { Random } from '../load/random.ts'
import { aims } from './aims.ts'
import { pickId, randomId } from './pick-row.ts'

/** What a clerk who tries things types into a call: of its schema's form, about rows that this desk shows. */
export function makeInput(name: CallName, desk: Guess): Fields {
  const shape = shapeOf(name)
  const aimed = Object.entries(aims[name]?.(desk) ?? {}).filter(
    ([field]) => shape.properties?.[field] !== undefined,
  )
  return { ...objectOf(shape, desk), ...Object.fromEntries(aimed) }
}

/** What a guess goes by: the desk's rows, its hotel's day, and chance. */
export interface Guess {
  readonly db: Database
  readonly businessDate: string
  readonly random: Random
}

export type Fields = Readonly<Record<string, unknown>>

const shapes = new Map<CallName, Shape>()

function shapeOf(name: CallName): Shape {
  const known = shapes.get(name)
  if (known !== undefined) return known
  const shape = shapeForm.parse(z.toJSONSchema(calls[name].input, { io: 'input', unrepresentable: 'any' }))
  shapes.set(name, shape)
  return shape
}

/** The part of JSON Schema that the contract's inputs come out as. */
interface Shape {
  readonly type?: string | readonly string[] | undefined
  readonly format?: string | undefined
  readonly pattern?: string | undefined
  readonly const?: unknown
  readonly enum?: readonly unknown[] | undefined
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
  readonly maxLength?: number | undefined
  readonly minItems?: number | undefined
  readonly required?: readonly string[] | undefined
  readonly properties?: Readonly<Record<string, Shape>> | undefined
  readonly items?: Shape | undefined
  readonly anyOf?: readonly Shape[] | undefined
  readonly oneOf?: readonly Shape[] | undefined
}

const shapeForm: z.ZodType<Shape> = z.object({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  get properties() {
    return z.record(z.string(), shapeForm).optional()
  },
  get items() {
    return shapeForm.optional()
  },
  get anyOf() {
    return z.array(shapeForm).optional()
  },
  get oneOf() {
    return z.array(shapeForm).optional()
  },
})

function objectOf(shape: Shape, desk: Guess): Fields {
  const fields = Object.entries(shape.properties ?? {}).filter(
    ([name]) => shape.required?.includes(name) === true || desk.random.chance(0.4),
  )
  return Object.fromEntries(fields.map(([name, field]) => [name, valueOf(name, field, desk)]))
}

function valueOf(name: string, shape: Shape, desk: Guess): unknown {
  const { random } = desk
  const choices = shape.anyOf ?? shape.oneOf
  if (choices !== undefined) return valueOf(name, random.pick(choices), desk)
  if (shape.const !== undefined) return shape.const
  if (shape.enum !== undefined) return random.pick(shape.enum)
  switch (typeof shape.type === 'string' ? shape.type : random.pick(shape.type ?? [''])) {
    case 'object':
      return objectOf(shape, desk)
    case 'array':
      return Array.from({ length: Math.max(shape.minItems ?? 0, random.between(1, 2)) }, () =>
        valueOf(name.replace(/s$/, ''), shape.items ?? {}, desk),
      )
    case 'boolean':
      return random.chance(0.2)
    case 'integer':
    case 'number':
      return numberOf(name, shape, random)
    case 'string':
      return textOf(name, shape, desk)
    default:
      return null
  }
}

function numberOf(
  name: string,
  { minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: Shape,
  random: Random,
): number {
  const isMoney = name.endsWith('Minor')
  const least = Math.max(minimum, isMoney ? 100 : 0)
  return random.between(least, Math.min(maximum, isMoney ? 30_000 : least + 2))
}

function textOf(name: string, { format, pattern, maxLength = 60 }: Shape, desk: Guess): string {
  const { random, businessDate } = desk
  if (format === 'uuid') return name === 'requestId' ? randomId(random) : pickId(desk, name)
  if (format === 'date') {
    const isEnd = /departure|until|end|to$/i.test(name)
    return addDays(businessDate, isEnd ? random.between(1, 4) : random.between(0, 2))
  }
  if (format === 'email') return ''
  if (format === 'date-time') return `${businessDate}T1${random.between(0, 9)}:00:00.000Z`
  if (format === 'time') return '12:00'
  if (pattern?.startsWith('^\\d{4}') === true) return '4242'
  return random.pick(words).slice(0, maxLength)
}

/** Some that a database must not stumble over. */
const words = [
  'late arrival',
  'sea view',
  "O'Hara",
  'Ångström & Söhne',
  '日本語',
  '🛎 bell',
  'x; drop table y',
] as const
