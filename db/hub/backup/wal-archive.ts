/** Server settings by which every finished file of the write-ahead log is kept, and none is older than a minute. */
export function archiveSettings(folder: string): Readonly<Record<string, string>> {
  const kept = `${shellQuoted(folder)}/%f`
  return {
    archive_mode: 'on',
    // Never over a file that is there: two servers on one archive would spoil it for both. The same file once more,
    // after a crash between the copy and the note of it, is well.
    archive_command: `if test -f ${kept}; then cmp -s %p ${kept}; else cp %p ${kept}.part && sync ${kept}.part && mv ${kept}.part ${kept}; fi`,
    archive_timeout: '60s',
  }
}

/** The command by which a server that recovers asks for such a file. */
export function restoreCommand(folder: string): string {
  return `cp ${shellQuoted(folder)}/%f %p`
}

function shellQuoted(path: string): string {
  if (/[%\n]/.test(path)) throw new Error('an archive’s path must have no percent sign and no line break')
  return `'${path.replaceAll(`'`, `'\\''`)}'`
}
