import com.sun.net.httpserver.HttpServer

// Keeps what is sent to it with the right password, until the check of the result stops it.
files = [:]
server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
server.createContext('/') { exchange ->
    def body = exchange.requestBody.bytes
    def path = exchange.requestURI.path
    def isBob = exchange.requestHeaders.getFirst('Authorization') == 'Basic ' + 'bob:s3cret'.bytes.encodeBase64()
    def isUpload = exchange.requestMethod == 'PUT'
    if (isBob && isUpload) {
        files[path] = body
    }
    def status = !isBob ? 401 : isUpload ? 201 : files.containsKey(path) ? 200 : 404
    def answer = status == 200 ? files[path] : 'own words'.bytes
    exchange.sendResponseHeaders(status, answer.length)
    exchange.responseBody.write(answer)
    exchange.close()
}
server.start()
context.put('server', server)
context.put('files', files)
new File(basedir, 'test.properties').text = "chart.port=${server.address.port}\n"
true
