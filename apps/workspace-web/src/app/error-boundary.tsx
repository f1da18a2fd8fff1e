import { Component, type ReactNode } from "react";
import { Failure } from "./failure.tsx";

/** A page that breaks leaves the lintel standing, and can be tried again. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failure: unknown }> {
  override state: { readonly failure: unknown } = { failure: undefined };

  static getDerivedStateFromError(failure: unknown): { readonly failure: unknown } {
    return { failure };
  }

  override render(): ReactNode {
    if (this.state.failure === undefined) return this.props.children;
    return <Failure failure={this.state.failure} retry={() => location.reload()} />;
  }
}
