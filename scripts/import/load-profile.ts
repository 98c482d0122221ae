import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { z } from 'zod'
import { err, ok, type Result } from '../../shared/kernel/result.ts'
import { profileSchema, type Profile } from './profile.ts'

export type ProfileError =
  | { readonly code: 'profile_not_found'; readonly path: string }
  | { readonly code: 'profile_invalid'; readonly path: string; readonly problems: readonly string[] }

/** Reads a profile by its name among ours, or by the path of a JSON file. */
export async function loadProfile(nameOrPath: string): Promise<Result<Profile, ProfileError>> {
  const isPath = nameOrPath.endsWith('.json')
  const path = isPath ? nameOrPath : join(import.meta.dirname, 'profiles', `${basename(nameOrPath)}.json`)
  const text = await readFile(path, 'utf8').catch(() => null)
  if (text === null) return err({ code: 'profile_not_found', path })
  return parseProfile(text, path)
}

export function parseProfile(text: string, path: string): Result<Profile, ProfileError> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return err({ code: 'profile_invalid', path, problems: [`it is no JSON: ${why}`] })
  }
  const parsed = profileSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  return err({
    code: 'profile_invalid',
    path,
    problems: parsed.error.issues.flatMap((issue) => problemsOf(issue)),
  })
}

/** The columns that a profile reads; a file without one of them cannot be read with it. */
export function columnsOf(profile: Profile): readonly string[] {
  return [...new Set([...profile.key, ...columnsIn(profile.fields)])]
}

function columnsIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(columnsIn)
  if (!isObject(part)) return []
  return Object.entries(part).flatMap(([key, inner]) => {
    if (key === 'column') return [String(inner)]
    if (key === 'when') return isObject(inner) ? Object.keys(inner) : []
    // the keys of these are cells, not parts of the profile
    if (key === 'values' || key === 'replace') return []
    return columnsIn(inner)
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** A union's own message is only "invalid input"; what helps is what keeps the nearest of its forms from fitting. */
function problemsOf(issue: z.core.$ZodIssue, at: readonly PropertyKey[] = []): readonly string[] {
  const path = [...at, ...issue.path]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) {
    return [`${path.map(String).join('.') || 'the profile'}: ${issue.message}`]
  }
  const strangers = (issues: readonly z.core.$ZodIssue[]) =>
    issues.filter((inner) => inner.code === 'unrecognized_keys' || inner.code === 'invalid_type').length
  const [nearest] = issue.errors.toSorted((a, b) => strangers(a) - strangers(b) || a.length - b.length)
  return (nearest ?? []).flatMap((inner) => problemsOf(inner, path))
}
