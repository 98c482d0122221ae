import { english } from './english.ts'
export const portuguese: Record<keyof typeof english, string> = english
