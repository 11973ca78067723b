//! The API behind a socket, with a shop that sells one thing.

use std::net::SocketAddr;

use mercer_store::Currency;
use mercer_store::addresses::NewAddress;
use mercer_store::customers::{self, AddressChoice, CreateCustomer, NewCustomerAddress};
use mercer_store::orders::{self, ListOrders};
use mercer_store::products::{self, CreateProduct, Kind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::api::Options;
use crate::api::testing::TestApi;
use crate::server::Connections;

/// An order of the one thing by the one customer.
pub(super) const ORDER: &str = r#"{"customer_id":1,"lines":[{"product_id":1,"quantity":2}]}"#;

/// A running server.
pub(super) struct Served {
    pub(super) api: TestApi,
    address: SocketAddr,
    serving: JoinHandle<()>,
    stop: Option<oneshot::Sender<()>>,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Served {
    pub(super) async fn start(options: Options, connections: Connections) -> Self {
        let api = TestApi::new().await;
        fill(&api).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = api.router(options);
        let (stop, stopped) = oneshot::channel();
        let serving = connections.serve(listener, router, async move {
            let _ = stopped.await;
        });
        Served {
            api,
            address,
            serving: tokio::spawn(serving),
            stop: Some(stop),
        }
    }

    /// Tells it to accept nothing more and to end.
    pub(super) fn stop(&mut self) {
        drop(self.stop.take());
    }

    pub(super) fn has_ended(&self) -> bool {
        self.serving.is_finished()
    }

    pub(super) async fn accepts(&self) -> bool {
        TcpStream::connect(self.address).await.is_ok()
    }

    pub(super) async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.expect("it listens")
    }

    /// Sends what is written and reads until the server closes.
    pub(super) async fn ask(&self, request: &str) -> String {
        let mut stream = self.connect().await;
        let written = stream.write_all(request.as_bytes()).await;
        written.expect("the request is taken");
        rest(&mut stream).await
    }

    /// How many orders there are.
    pub(super) async fn orders(&self) -> usize {
        let page = orders::list(&self.api.store, ListOrders::default()).await;
        page.expect("orders can be listed").items.len()
    }
}

/// A connection whose order is in work: its handler waits for the body.
pub(super) async fn order_in_work(served: &Served) -> TcpStream {
    let mut stream = served.connect().await;
    let head = post(ORDER.len(), "Expect: 100-continue\r\n");
    let written = stream.write_all(head.as_bytes()).await;
    written.expect("the head is taken");
    // The server sends this when the handler begins to read.
    let mut line = [0; 25];
    stream.read_exact(&mut line).await.expect("a line");
    assert_eq!(&line, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream
}

/// The head of an order of so many bytes, on a connection that ends with it.
pub(super) fn post(length: usize, more: &str) -> String {
    format!(
        "POST /v1/orders HTTP/1.1\r\nHost: mercer\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\nConnection: close\r\n{more}\r\n"
    )
}

pub(super) fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: mercer\r\nConnection: close\r\n\r\n")
}

/// What comes until the connection ends, however it does.
pub(super) async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn fill(api: &TestApi) {
    let product = CreateProduct {
        sku: "POSTAGE".to_owned(),
        name: "Postage".to_owned(),
        kind: Kind::Service,
        price: 395,
        currency: Some("GBP".parse::<Currency>().expect("a currency")),
        ..CreateProduct::default()
    };
    let product = products::create(&api.store, product).await;
    assert_eq!(product.expect("a product").id, 1);
    let customer = CreateCustomer {
        username: "ada".to_owned(),
        email: None,
        password: None,
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        phone: None,
        addresses: vec![NewCustomerAddress {
            address: AddressChoice::New(NewAddress {
                country: "GB".to_owned(),
                line1: "12 St James's Square".to_owned(),
                city: "London".to_owned(),
                zip_code: Some("SW1Y 4JH".to_owned()),
                ..NewAddress::default()
            }),
            label: None,
            default_shipping: true,
            default_billing: true,
        }],
    };
    let customer = customers::create(&api.store, customer).await;
    assert_eq!(customer.expect("a customer").id, 1);
}
