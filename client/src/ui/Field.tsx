import type {
  ComponentChildren,
  InputHTMLAttributes,
  PartialInputHTMLAttributes,
  PartialSelectHTMLAttributes,
  TextareaHTMLAttributes,
} from 'preact';
import { useId } from 'preact/hooks';

interface Described {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with what was typed; read out when it appears. */
  readonly error?: string | null | undefined;
}

interface WrapperProps extends Described {
  readonly id: string;
  readonly children: ComponentChildren;
}

function describedBy(id: string, { hint, error }: Described): string | undefined {
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean);
  return ids.length ? ids.join(' ') : undefined;
}

function Wrapper({ id, label, hint, error, children }: WrapperProps) {
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {hint && (
        <span class="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {children}
      {error && (
        <span class="field-error" id={`${id}-error`} role="alert">
          {error}
        </span>
      )}
    </div>
  );
}

type InputType =
  | 'text'
  | 'email'
  | 'password'
  | 'search'
  | 'url'
  | 'number'
  | 'date'
  | 'time'
  | 'datetime-local';

type FieldProps = Described &
  Omit<PartialInputHTMLAttributes<HTMLInputElement>, 'label' | 'id' | 'role' | 'type'> & {
    readonly type?: InputType;
  };

/** One line of input with its label, a hint and an error. */
export function Field({ label, hint, error, type = 'text', ...input }: FieldProps) {
  const id = useId();
  const words = { label, hint, error };
  return (
    <Wrapper id={id} {...words}>
      <input
        dir="auto"
        {...({ ...input, type } as InputHTMLAttributes)}
        class="input"
        id={id}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(id, words)}
      />
    </Wrapper>
  );
}

type SelectProps = Described &
  Omit<PartialSelectHTMLAttributes<HTMLSelectElement>, 'label' | 'id' | 'role'>;

/** A native choice list with its label. */
export function SelectField({ label, hint, error, children, ...select }: SelectProps) {
  const id = useId();
  const words = { label, hint, error };
  return (
    <Wrapper id={id} {...words}>
      <select {...select} class="input" id={id} aria-describedby={describedBy(id, words)}>
        {children}
      </select>
    </Wrapper>
  );
}

type TextAreaProps = Described & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'label' | 'id'>;

/** Text of several lines that grows with what is written. */
export function TextArea({ label, hint, error, rows = 3, onInput, ...area }: TextAreaProps) {
  const id = useId();
  const words = { label, hint, error };
  return (
    <Wrapper id={id} {...words}>
      <textarea
        dir="auto"
        {...area}
        rows={rows}
        class="input"
        id={id}
        aria-invalid={error ? 'true' : undefined}
        aria-describedby={describedBy(id, words)}
        onInput={(event) => {
          growToFit(event.currentTarget);
          onInput?.(event);
        }}
      />
    </Wrapper>
  );
}

/** For browsers without `field-sizing`; does nothing where the style does it. */
export function growToFit(area: HTMLTextAreaElement): void {
  if (CSS.supports('field-sizing', 'content')) return;
  area.style.blockSize = 'auto';
  area.style.blockSize = `${area.scrollHeight + 2}px`;
}
