import type { ReactNode } from 'react'

/** A cell of a `RowList` row, laid out by the row's own grid. */
export function Cell({
  className,
  children,
}: {
  readonly className?: string
  readonly children?: ReactNode
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's cells cannot be placed one by one
    <span role="gridcell" className={className}>
      {children}
    </span>
  )
}
