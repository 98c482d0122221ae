import {
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { ListRow } from './list-row.tsx'
import { currentRow, rowAfterKey } from './row-moves.ts'
import { useRem } from './use-rem.ts'
import { useRowWindow } from './use-row-window.ts'
import './row-list.css'

interface RowListProps<Row> {
  readonly label: string
  readonly rows: readonly Row[]
  readonly idOf: (row: Row) => string
  /** Whose id it is: the attribute of each row that holds it is named after that, `data-booking-id`. */
  readonly idName: string
  /** What a screen reader says of the row. */
  readonly spokenOf: (row: Row) => string
  /** The cells of a row. With a stable identity, a row's cells are drawn again only when the row changed. */
  readonly cellsOf: (row: Row) => ReactNode
  readonly rowClassName: string
  /** How high a row is, where one line is not enough. */
  readonly rowRem?: number
  /** The row that is open beside the list; arrow keys then open the row they come to. */
  readonly openId?: string | null
  readonly onOpen?: (id: string | null) => void
  /** Keys of the row in focus; true for those that were meant for it. */
  readonly onRowKey: (row: Row, event: KeyboardEvent) => boolean
  readonly empty: string
  /** Takes the focus when it appears. */
  readonly autoFocus: boolean
  /** Takes the focus whenever this changes. */
  readonly focusAsked: number
}

const usualRowRem = 2.625

/**
 * A long list as a grid for keyboard and screen reader, of which only the rows in sight are drawn.
 *
 * The widget library's list makes every row before it shows any: with 550 rows 0.4 to 1 s to show them and 80 ms for an
 * arrow key. This one was measured at less than 0.1 s and 24 ms, of which 16 are the wait for the frame.
 */
export function RowList<Row>({
  rows,
  idOf,
  openId = null,
  onOpen,
  rowRem = usualRowRem,
  ...props
}: RowListProps<Row>) {
  const list = useRef<HTMLDivElement>(null)
  const rowPx = rowRem * useRem()
  const sight = useRowWindow(list, rows.length, rowPx)
  const [current, setCurrent] = useState<Current>({ id: null, index: 0 })
  const index = currentRow(rows.map(idOf), current.id, current.index)
  const focus = useListFocus(list, () => sight.reveal(index))

  const { focusAsked, autoFocus } = props
  const asked = useRef(autoFocus ? null : focusAsked)
  useLayoutEffect(() => {
    if (asked.current === focusAsked || rows.length === 0) return
    asked.current = focusAsked
    focus.take()
  })

  function choose(at: number, open: (id: string) => string | null): void {
    const row = rows[at]
    if (row === undefined) return
    setCurrent({ id: idOf(row), index: at })
    sight.reveal(at)
    onOpen?.(open(idOf(row)))
  }

  const toggle = (id: string) => (id === openId ? null : id)
  const follow = (id: string) => (openId === null ? null : id)

  function handleKey(event: KeyboardEvent) {
    const row = rows[index]
    if (row === undefined || event.target instanceof HTMLButtonElement) return
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
    const next = plain ? rowAfterKey(event.key, index, rows.length, sight.pageRows) : null
    if (next !== null) {
      choose(next, follow)
      focus.want()
    } else if (plain && event.key === ' ' && onOpen !== undefined) choose(index, toggle)
    else if (!props.onRowKey(row, event)) return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- its role is one of two, and the rule sees neither
    <div
      ref={list}
      className="row-list"
      role={rows.length === 0 ? 'group' : 'grid'}
      aria-label={props.label}
      aria-rowcount={rows.length === 0 ? undefined : rows.length}
      tabIndex={-1}
      data-home-focus
      onKeyDown={handleKey}
      onFocus={focus.handleFocus}
      onBlur={focus.handleBlur}
    >
      {rows.length === 0 && <p className="row-list-empty">{props.empty}</p>}
      <div className="row-list-rows" role="presentation" style={{ height: rows.length * rowPx }}>
        {rowsToDraw(sight.first, sight.end, index).map((at) => {
          const row = rows[at]
          return (
            row !== undefined && (
              <ListRow
                key={idOf(row)}
                row={row}
                id={idOf(row)}
                idName={props.idName}
                index={at}
                rowPx={rowPx}
                isCurrent={at === index}
                isOpen={onOpen === undefined ? undefined : idOf(row) === openId}
                className={props.rowClassName}
                spokenOf={props.spokenOf}
                cellsOf={props.cellsOf}
                onChoose={() => choose(at, toggle)}
                onFocus={() => setCurrent({ id: idOf(row), index: at })}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

/** The row that the arrow keys start from, and where it stood. */
interface Current {
  readonly id: string | null
  readonly index: number
}

/** Those in sight and the current one, which keeps the focus also when it is scrolled away. */
function rowsToDraw(first: number, end: number, current: number): readonly number[] {
  const inSight = Array.from({ length: Math.max(0, end - first) }, (_, offset) => first + offset)
  return current === -1 || inSight.includes(current) ? inSight : [...inSight, current]
}

/** Puts the focus on the current row when it is wanted there, and when the row that had it has gone. */
function useListFocus(list: RefObject<HTMLElement | null>, revealCurrent: () => void) {
  const wanted = useRef(false)
  const held = useRef(false)

  function settle() {
    const lost = held.current && document.activeElement === document.body
    if (!wanted.current && !lost) return
    wanted.current = false
    revealCurrent()
    list.current?.querySelector<HTMLElement>('[data-current]')?.focus({ preventScroll: true })
  }
  useLayoutEffect(settle)

  function take() {
    wanted.current = true
    settle()
  }

  return {
    /** After the next drawing. */
    want: () => {
      wanted.current = true
    },
    /** At once. */
    take,
    handleFocus: (event: FocusEvent) => {
      held.current = true
      if (event.target === list.current) take()
    },
    handleBlur: (event: FocusEvent) => {
      // it went somewhere else; when its row goes, it goes nowhere
      if (event.relatedTarget !== null) held.current = false
    },
  }
}
