import { useMemo, type MouseEvent, type ReactNode } from 'react'

interface ListRowProps<Row> {
  readonly row: Row
  readonly id: string
  readonly idName: string
  readonly index: number
  readonly rowPx: number
  readonly isCurrent: boolean
  readonly isOpen: boolean | undefined
  readonly className: string
  readonly spokenOf: (row: Row) => string
  readonly cellsOf: (row: Row) => ReactNode
  readonly onChoose: () => void
  readonly onFocus: () => void
}

/** A row of a `RowList`, at its place. */
export function ListRow<Row>({
  row,
  index,
  rowPx,
  spokenOf,
  cellsOf,
  onChoose,
  ...props
}: ListRowProps<Row>) {
  const cells = useMemo(() => cellsOf(row), [cellsOf, row])
  const spoken = useMemo(() => spokenOf(row), [spokenOf, row])

  function handleClick(event: MouseEvent) {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (button === null) onChoose()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the list has the keys of all its rows
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a table's rows cannot be placed one by one
      role="row"
      className={`list-row ${props.className}`}
      aria-label={spoken}
      aria-rowindex={index + 1}
      aria-selected={props.isOpen}
      tabIndex={props.isCurrent ? 0 : -1}
      data-current={props.isCurrent || undefined}
      {...{ [`data-${props.idName}`]: props.id }}
      style={{ top: index * rowPx, height: rowPx }}
      onClick={handleClick}
      onFocus={props.onFocus}
    >
      {cells}
    </div>
  )
}
