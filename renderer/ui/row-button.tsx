import type { ReactNode } from 'react'
import './button.css'

interface RowButtonProps {
  readonly kind: 'primary' | 'plain' | 'quiet'
  readonly onClick: () => void
  readonly children: ReactNode
}

/** A button in each row of a long list: the platform's own, which is light, and no stop of the Tab key, for the row has its keys. */
export function RowButton({ kind, onClick, children }: RowButtonProps) {
  return (
    <button type="button" tabIndex={-1} className={`button button-${kind} button-small`} onClick={onClick}>
      {children}
    </button>
  )
}
