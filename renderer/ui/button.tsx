import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import type { ReactNode } from 'react'
import { KeyHint } from './key-hint.tsx'
import './button.css'

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly size?: 'normal' | 'small' | 'large'
  readonly icon?: ReactNode
  /** The key that does the same, shown beside the label. */
  readonly hint?: string | undefined
  readonly children?: ReactNode
}

export function Button({ kind = 'plain', size = 'normal', icon, hint, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} className={`button button-${kind} button-${size}`}>
      {icon}
      {children}
      {hint !== undefined && <KeyHint keys={hint} />}
    </AriaButton>
  )
}
