import { limits } from '@jembatan/shared/limits';
import type { ThreadView } from '@jembatan/shared/threads.view';
import type { Signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { StartChoice } from '../../feature.ts';
import { dayAhead, WayFields } from './WayFields.tsx';
import './kinds.css';

interface StartWaysProps {
  readonly kind: ThreadView['kind'];
  readonly staff: boolean;
  readonly choice: Signal<StartChoice>;
}

/** By the text of a new thread: what is set for it. */
export function StartWays({ kind, staff, choice }: StartWaysProps) {
  useEffect(() => {
    const { standsUntil: _day, answerFirst, ...others } = choice.value;
    const rest = { ...others, ...(answerFirst && kind !== 'announcement' && { answerFirst }) };
    const until = new Date(`${dayAhead(limits.standingDays.default)}T23:59:59`).toISOString();
    choice.value = kind === 'announcement' ? { ...rest, standsUntil: until } : rest;
  }, [kind]);
  return (
    <WayFields
      kind={kind}
      staff={staff}
      canAsk={kind !== 'announcement'}
      ways={choice.value}
      onChange={(ways) => {
        choice.value = { ...choice.value, ...ways };
      }}
    />
  );
}
