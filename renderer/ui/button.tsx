import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import type { ReactNode } from 'react'
import { KeyHint } from './key-hint.tsx'
import './button.css'

interface ButtonProps extends Omit<
  AriaButtonProps,
  'className' | 'style' | 'children' | 'name' | 'isPending'
> {
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly size?: 'normal' | 'small' | 'large'
  readonly icon?: ReactNode
  /** The key that does the same, shown beside the label. */
  readonly hint?: string | undefined
  /** What it is called, where only an icon is to be seen. */
  readonly name?: string
  /** What it does is under way. It keeps the focus, which a disabled button would lose. */
  readonly isBusy?: boolean
  readonly children?: ReactNode
}

export function Button({
  kind = 'plain',
  size = 'normal',
  icon,
  hint,
  name,
  isBusy = false,
  children,
  ...rest
}: ButtonProps) {
  return (
    <AriaButton {...rest} data-busy={isBusy || undefined} className={`button button-${kind} button-${size}`}>
      {icon}
      {name !== undefined && <span className="unseen">{name}</span>}
      {children}
      {hint !== undefined && <KeyHint keys={hint} />}
    </AriaButton>
  )
}
