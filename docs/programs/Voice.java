class Voice {
    String hold(String queue) {
        return """
            <Response>
              <Enqueue waitUrl="/wait" waitMethod="GET">%s</Enqueue>
            </Response>
            """.formatted(queue);
    }
}
