/** Says where a bug was met, with its causes. A message that may quote what it stumbled over is left out: it may be a guest's. */
export function reportBug(area: string, error: unknown): void {
  console.error(`${area}: broke off ${describe(error)}`)
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return `error=${typeof error}`
  const message = error instanceof SyntaxError ? '' : ` message=${JSON.stringify(error.message)}`
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  const cause = error.cause === undefined ? '' : `\n  caused by ${describe(error.cause)}`
  return [`error=${error.name}${message}`, ...frames].join('\n') + cause
}
