/** `front-desk-20260813T140506Z.dump`: sorts by time, and says when. */
export type BackupKind = 'dump' | 'base'

export function backupName(kind: BackupKind, at: Date): string {
  return `front-desk-${at.toISOString().replace(/[-:]|\.\d+/g, '')}.${kind}`
}

/** When a file of this name was made; null where the name is no backup's. */
export function backupTime(kind: BackupKind, name: string): Date | null {
  const parts = /^front-desk-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.(\w+)$/.exec(name)
  if (parts === null || parts[7] !== kind) return null
  const [, year, month, day, hour, minute, second] = parts
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}
